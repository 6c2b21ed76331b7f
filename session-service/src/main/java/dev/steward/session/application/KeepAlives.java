package dev.steward.session.application;

import dev.steward.session.domain.KeepAlive;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.Upkeep;
import dev.steward.session.port.KeepAliveRepository;
import dev.steward.session.port.SessionRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Lets others keep a session from being idle. Each change goes together with one of the session, whose version tells
 * when two came at once.
 */
public final class KeepAlives {

    private final SessionRepository sessions;
    private final KeepAliveRepository keepAlives;
    private final SessionChanges changes;
    private final TransactionalOperator transactions;
    private final Duration longest;
    private final Clock clock;

    public KeepAlives(
            SessionRepository sessions,
            KeepAliveRepository keepAlives,
            SessionChanges changes,
            TransactionalOperator transactions,
            Duration longest,
            Clock clock) {
        this.sessions = sessions;
        this.keepAlives = keepAlives;
        this.changes = changes;
        this.transactions = transactions;
        this.longest = longest;
        this.clock = clock;
    }

    /** What came of asking for one. */
    public sealed interface Outcome {

        record Taken(KeepAlive keepAlive) implements Outcome {}

        /**
         * It does not live, so nothing keeps it alive.
         *
         * @param reason its status, as a stable code
         */
        record NotAlive(String reason) implements Outcome {}

        /** It was asked for longer than one may last. */
        record TooLong(Duration longest) implements Outcome {}

        /** It has as many owners as it may have. */
        record TooMany(int most) implements Outcome {}
    }

    /** Takes one, or takes the owner's anew. Empty when the session is not there any more. */
    public Mono<Outcome> take(String sessionId, String userId, String owner, String reason, Duration duration) {
        if (duration.compareTo(longest) > 0) {
            return Mono.just(new Outcome.TooLong(longest));
        }
        return present(sessionId)
                .flatMap(session -> {
                    Instant now = clock.instant();
                    KeepAlive wanted = new KeepAlive(owner, reason, userId, now, now.plus(duration));
                    return session.isUp()
                            ? holding(session, now).flatMap(held -> take(session, held, wanted))
                            : Mono.just(new Outcome.NotAlive(session.status().text()));
                })
                .as(transactions::transactional)
                .retryWhen(ChangedMeanwhileException.RETRY);
    }

    /** Gives one back; false when the owner has none that counts. */
    public Mono<Boolean> giveBack(String sessionId, String owner) {
        return present(sessionId)
                .flatMap(session -> holding(session, clock.instant()).flatMap(held -> giveBack(session, held, owner)))
                .defaultIfEmpty(false)
                .as(transactions::transactional)
                .retryWhen(ChangedMeanwhileException.RETRY);
    }

    /** Those that count now, the earliest end first. */
    public Mono<List<KeepAlive>> holding(Session session) {
        return session.isUp() ? holding(session, clock.instant()) : Mono.just(List.of());
    }

    private Mono<Outcome> take(Session session, List<KeepAlive> held, KeepAlive wanted) {
        List<KeepAlive> all = KeepAlive.with(held, wanted);
        if (all.size() > KeepAlive.MOST) {
            return Mono.just(new Outcome.TooMany(KeepAlive.MOST));
        }
        return changes.apply(new Upkeep(session).keptAlive(KeepAlive.last(all), wanted.takenAt()))
                .switchIfEmpty(Mono.error(ChangedMeanwhileException::new))
                .then(keepAlives.put(session.id(), wanted))
                .thenReturn(new Outcome.Taken(wanted));
    }

    private Mono<Boolean> giveBack(Session session, List<KeepAlive> held, String owner) {
        List<KeepAlive> left = KeepAlive.without(held, owner);
        if (left.size() == held.size()) {
            return Mono.just(false);
        }
        return changes.apply(new Upkeep(session).letGo(KeepAlive.last(left), clock.instant()))
                .switchIfEmpty(Mono.error(ChangedMeanwhileException::new))
                .then(keepAlives.remove(session.id(), owner));
    }

    private Mono<Session> present(String sessionId) {
        return Mono.defer(() -> sessions.find(sessionId)).filter(session -> session.status() != SessionStatus.DELETED);
    }

    private Mono<List<KeepAlive>> holding(Session session, Instant now) {
        return keepAlives.of(session.id()).map(all -> KeepAlive.holding(all, session, now));
    }
}
