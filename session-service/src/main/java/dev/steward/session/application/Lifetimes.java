package dev.steward.session.application;

import dev.steward.session.domain.CrashPolicy;
import dev.steward.session.domain.KeepAlive;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.Upkeep;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Says of a session why it is alive, and what will become of it and when. */
public final class Lifetimes {

    private final KeepAlives keepAlives;
    private final CrashPolicy policy;

    public Lifetimes(KeepAlives keepAlives, CrashPolicy policy) {
        this.keepAlives = keepAlives;
        this.policy = policy;
    }

    /**
     * What is known of one now.
     *
     * @param keepAlives those that count
     * @param restartsAt when this service starts it again if nobody decides about its crash before
     * @param workspaceKeptUntil when its workspace is removed unless it is started or written to before
     */
    public record Lifetime(
            Session session,
            List<KeepAlive> keepAlives,
            @Nullable Instant restartsAt,
            @Nullable Instant workspaceKeptUntil) {}

    public Mono<Lifetime> of(Session session) {
        boolean waits = session.status() == SessionStatus.CRASHED
                && !policy.isLooping(session, session.state().since());
        return keepAlives
                .holding(session)
                .map(held -> new Lifetime(
                        session,
                        held,
                        waits ? policy.restartsAt(session) : null,
                        new Upkeep(session).workspaceKeptUntil()));
    }
}
