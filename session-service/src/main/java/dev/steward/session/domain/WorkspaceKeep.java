package dev.steward.session.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long the workspace of a session is kept that does not live any more. That it is to go is stored before anything is
 * removed, so that whoever starts the session meanwhile never runs over half of it.
 *
 * @param time how long after the session stopped, or its workspace was last written to
 * @param overAt when it was decided to remove it; null while it is kept
 * @param gone whether nothing of it is left
 */
public record WorkspaceKeep(Duration time, @Nullable Instant overAt, boolean gone) {

    static WorkspaceKeep of(Duration time) {
        return new WorkspaceKeep(time, null, false);
    }

    /** Whether it is still to be removed; until it is, nothing is started over it. */
    public boolean isLeaving() {
        return overAt != null && !gone;
    }

    WorkspaceKeep over(Instant now) {
        return new WorkspaceKeep(time, now, false);
    }

    WorkspaceKeep removed() {
        return new WorkspaceKeep(time, overAt, true);
    }

    /** What was decided stays to be done; what was done is of the life before. */
    WorkspaceKeep begunAgain() {
        return isLeaving() ? this : of(time);
    }
}
