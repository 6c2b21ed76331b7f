package dev.steward.session.application;

import dev.steward.events.UuidV7;
import dev.steward.events.session.SessionEvent;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.session.domain.Actor;
import dev.steward.session.domain.Emission;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionChange;
import dev.steward.session.domain.Transition;
import dev.steward.session.port.Correlations;
import dev.steward.session.port.SessionHistory;
import dev.steward.session.port.SessionRepository;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stores what was decided: the change first, which takes its event sequence, then its events and its place in the
 * history, in one transaction.
 */
public final class SessionChanges {

    private static final String AGGREGATE = "session";

    private final SessionRepository sessions;
    private final SessionHistory history;
    private final Outbox outbox;
    private final Correlations correlations;
    private final WakeUps wakeUps;
    private final TransactionalOperator transactions;
    private final Clock clock;

    public SessionChanges(
            SessionRepository sessions,
            SessionHistory history,
            Outbox outbox,
            Correlations correlations,
            WakeUps wakeUps,
            TransactionalOperator transactions,
            Clock clock) {
        this.sessions = sessions;
        this.history = history;
        this.outbox = outbox;
        this.correlations = correlations;
        this.wakeUps = wakeUps;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** False when its slot or port is held by another session. */
    Mono<Boolean> create(Session session, Actor actor) {
        return sessions.insert(session)
                .filter(inserted -> inserted)
                .flatMap(inserted -> tell(session, List.of(session.requested()))
                        .flatMap(told -> history.add(session.id(), Transition.creation(session, actor, told)))
                        .then(wakeUps.afterCommit(session.id()))
                        .thenReturn(inserted))
                .defaultIfEmpty(false)
                .as(transactions::transactional);
    }

    /** Empty when another change came first. */
    Mono<Session> apply(SessionChange change) {
        return sessions.update(change)
                .flatMap(stored -> tell(stored, change.emissions())
                        .singleOptional()
                        .flatMap(told -> remember(change, stored, told.orElse(null)))
                        .then(wakeUps.afterCommit(stored.id()))
                        .thenReturn(stored))
                .as(transactions::transactional);
    }

    /** Nothing is left of a deleted session: the last event it will ever have. */
    Mono<Void> release(Session session) {
        return sessions.release(session.id())
                .flatMap(sequence -> tell(session.deleted(), sequence))
                .then()
                .as(transactions::transactional);
    }

    /** An event that no change comes with; joins the caller's transaction and belongs to no correlation of before. */
    Mono<Void> note(SessionEvent event) {
        return note(List.of(event));
    }

    /** The same of one event each of several sessions. */
    Mono<Void> note(List<? extends SessionEvent> events) {
        Set<String> ids = events.stream().map(SessionEvent::sessionId).collect(Collectors.toSet());
        return sessions.nextSequences(ids)
                .flatMapMany(sequences -> Flux.fromIterable(events)
                        .concatMap(event -> Mono.justOrEmpty(sequences.get(event.sessionId()))
                                .flatMap(sequence -> tell(new Emission(event, correlations.fresh()), sequence))))
                .then();
    }

    private Mono<Void> remember(SessionChange change, Session stored, @Nullable String told) {
        return change.isTransition() ? history.add(stored.id(), Transition.of(change, stored, told)) : Mono.empty();
    }

    /** The id of the event that tells of the new state; empty when none does. */
    private Mono<String> tell(Session stored, List<Emission> emissions) {
        long first = stored.revision().eventSequence() - emissions.size() + 1;
        return Flux.range(0, emissions.size())
                .concatMap(i -> tell(emissions.get(i), first + i)
                        .filter(_ -> emissions.get(i).tellsOfState()))
                .takeLast(1)
                .next();
    }

    private Mono<String> tell(Emission emission, long sequence) {
        String id = UuidV7.next(clock);
        SessionEvent event = emission.event();
        return outbox.append(new OutboxEvent(id, AGGREGATE, event.sessionId(), sequence, event.projectId(), event))
                .contextWrite(correlations.with(emission.correlationId()))
                .thenReturn(id);
    }
}
