package dev.steward.session.domain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The last that became of one path of a workspace.
 *
 * @param path from the workspace down
 */
public record WorkspaceChange(String path, Kind kind) {

    /** What became of it. */
    public enum Kind {
        CREATED,
        MODIFIED,
        DELETED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What two changes after each other come to; null when nothing is left of them. */
        public @Nullable Kind then(Kind later) {
            return switch (this) {
                case CREATED -> later == DELETED ? null : CREATED;
                case MODIFIED -> later == DELETED ? DELETED : MODIFIED;
                case DELETED -> later == DELETED ? DELETED : MODIFIED;
            };
        }
    }
}
