package dev.steward.session.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session that was started before anybody asked for it, and belongs to nobody yet. On its host it looks like the first
 * attempt of a session of this id, which is what it becomes.
 *
 * @param spec what it was started for; only who asks for exactly that can have it
 * @param readyAt since when its page answers, null while it does not
 */
public record WarmSession(
        String id,
        String runtime,
        SessionSpec spec,
        Placement placement,
        Instant createdAt,
        @Nullable Instant readyAt) {

    /** Who owns what nobody owns; no user and no project can be called so. */
    private static final String NOBODY = "";

    /** Nobody stops it for its lease. */
    private static final Duration AGES = Duration.ofDays(365);

    /** What warm sessions are told apart by: who asks for the same can have any of a kind. */
    public record Kind(String runtime, SessionSpec spec) {}

    public Kind kind() {
        return new Kind(runtime, spec);
    }

    public WarmSession readyAt(Instant at) {
        return new WarmSession(id, runtime, spec, placement, createdAt, at);
    }

    /** As a runtime sees it: a session that was started once. */
    public Session onHost() {
        SessionIdentity identity = new SessionIdentity(id, NOBODY, NOBODY, runtime, spec, null, createdAt);
        return Session.request(identity, placement, Lease.begin(createdAt, AGES, AGES, AGES, AGES), NOBODY)
                .start(createdAt)
                .after();
    }
}
