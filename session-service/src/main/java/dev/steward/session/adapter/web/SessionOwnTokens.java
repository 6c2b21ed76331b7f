package dev.steward.session.adapter.web;

import dev.steward.kit.security.BearerToken;
import dev.steward.kit.security.OwnTokens;
import dev.steward.session.application.SessionFeed;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.SessionToken;
import java.time.Clock;
import reactor.core.publisher.Mono;

/**
 * The tokens of sessions. One is good until its session is deleted or its time is up; whoever has none of a session does not
 * learn whether there is one.
 */
public final class SessionOwnTokens implements OwnTokens {

    private final SessionFeed feed;
    private final Clock clock;

    public SessionOwnTokens(SessionFeed feed, Clock clock) {
        this.feed = feed;
        this.clock = clock;
    }

    @Override
    public Mono<Void> open(String token, String id) {
        SessionToken shown = new SessionToken(token);
        return feed.latest(id)
                .filter(shown::opens)
                .switchIfEmpty(Mono.error(() -> BearerToken.refused("The token is not that of this session.")))
                .flatMap(this::stillOpen);
    }

    private Mono<Void> stillOpen(Session session) {
        if (session.status() == SessionStatus.DELETED) {
            return Mono.error(VisibleSession::notFound);
        }
        return session.tokenIsOver(clock.instant())
                ? Mono.error(() -> BearerToken.refused("The token has expired with its session."))
                : Mono.empty();
    }
}
