package dev.steward.zerotrust.domain;

import dev.steward.events.trust.SecretRotated;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A secret of a project, without its value. Each value is a version; only the current one can be read, and after a rotation
 * the one before for a while.
 *
 * @param version the current one, from 1
 * @param previousUntil until when the version before can be read too; null when it cannot
 */
public record Secret(
        String id,
        ProjectId projectId,
        String name,
        int version,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant previousUntil) {

    public static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
    public static final String NAME_RULE = "must match " + NAME;

    public static Secret created(String id, ProjectId projectId, String name, Instant now) {
        return new Secret(id, projectId, name, 1, now, now, null);
    }

    /** With a further value; the one before cannot be read any more. */
    public Secret replaced(Instant now) {
        return new Secret(id, projectId, name, version + 1, createdAt, now, null);
    }

    /** With a further value; the one before can be read until then. */
    public Secret rotated(Instant now, Instant until) {
        return until.isAfter(now) ? new Secret(id, projectId, name, version + 1, createdAt, now, until) : replaced(now);
    }

    /** What is told of the current version. */
    public SecretRotated rotation(String by) {
        return new SecretRotated(id, projectId.value(), name, version, previousUntil, by, changedAt);
    }

    /** The first version is told by no event, each further one by one. */
    public long eventSequence() {
        return version - 1L;
    }
}
