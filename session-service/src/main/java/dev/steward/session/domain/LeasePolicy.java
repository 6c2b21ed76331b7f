package dev.steward.session.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long sessions live whose creators do not say, and how long they may live at most.
 *
 * @param maximum of one life, however often it is extended
 * @param workspaceKept how long a workspace is kept of a session that does not live any more
 */
public record LeasePolicy(Duration ttl, Duration idleTimeout, Duration maximum, Duration workspaceKept) {

    public Lease begin(Instant now, @Nullable Duration wantedTtl, @Nullable Duration wantedIdleTimeout) {
        return Lease.begin(
                now,
                wantedTtl == null ? ttl : wantedTtl,
                wantedIdleTimeout == null ? idleTimeout : wantedIdleTimeout,
                maximum,
                workspaceKept);
    }
}
