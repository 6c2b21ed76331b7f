package dev.steward.session.application;

import dev.steward.events.session.SessionEvent;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.session.domain.Emission;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionChange;
import dev.steward.session.port.Correlations;
import dev.steward.session.port.SessionRepository;
import java.util.List;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores what was decided: the change first, which takes its event sequence, then its events, in one transaction. */
public final class SessionChanges {

    private static final String AGGREGATE = "session";

    private final SessionRepository sessions;
    private final Outbox outbox;
    private final Correlations correlations;
    private final WakeUps wakeUps;
    private final TransactionalOperator transactions;

    public SessionChanges(
            SessionRepository sessions,
            Outbox outbox,
            Correlations correlations,
            WakeUps wakeUps,
            TransactionalOperator transactions) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.correlations = correlations;
        this.wakeUps = wakeUps;
        this.transactions = transactions;
    }

    /** False when its slot or port is held by another session. */
    Mono<Boolean> create(Session session) {
        return sessions.insert(session)
                .filter(inserted -> inserted)
                .flatMap(inserted -> tell(session, List.of(session.requested()))
                        .then(wakeUps.afterCommit(session.id()))
                        .thenReturn(inserted))
                .defaultIfEmpty(false)
                .as(transactions::transactional);
    }

    /** Empty when another change came first. */
    Mono<Session> apply(SessionChange change) {
        return sessions.update(change)
                .flatMap(stored -> tell(stored, change.emissions())
                        .then(wakeUps.afterCommit(stored.id()))
                        .thenReturn(stored))
                .as(transactions::transactional);
    }

    /** Nothing is left of a deleted session: the last event it will ever have. */
    Mono<Void> release(Session session) {
        return sessions.release(session.id())
                .flatMap(sequence -> tell(session, session.deleted(), sequence))
                .as(transactions::transactional);
    }

    /** An event that no change comes with; joins the caller's transaction and belongs to no correlation of before. */
    Mono<Void> note(Session session, SessionEvent event) {
        return sessions.nextSequence(session.id())
                .flatMap(sequence -> tell(session, new Emission(event, correlations.fresh()), sequence));
    }

    private Mono<Void> tell(Session stored, List<Emission> emissions) {
        long first = stored.revision().eventSequence() - emissions.size() + 1;
        return Flux.range(0, emissions.size())
                .concatMap(i -> tell(stored, emissions.get(i), first + i))
                .then();
    }

    private Mono<Void> tell(Session session, Emission emission, long sequence) {
        return outbox.append(new OutboxEvent(AGGREGATE, session.id(), sequence, session.projectId(), emission.event()))
                .contextWrite(correlations.with(emission.correlationId()));
    }
}
