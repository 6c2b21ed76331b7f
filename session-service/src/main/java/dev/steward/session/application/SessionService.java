package dev.steward.session.application;

import dev.steward.events.UuidV7;
import dev.steward.session.domain.Actor;
import dev.steward.session.domain.Lease;
import dev.steward.session.domain.LeasePolicy;
import dev.steward.session.domain.Placement;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionFilter;
import dev.steward.session.domain.SessionIdentity;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.Taken;
import dev.steward.session.domain.Transition;
import dev.steward.session.port.Correlations;
import dev.steward.session.port.SessionHistory;
import dev.steward.session.port.SessionRepository;
import dev.steward.session.port.SessionRuntime;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** What users do with sessions. Every method only changes the record; the reconciler makes the host follow. */
public final class SessionService {

    /** Two instances can draw the same port; that many times in a row they do not. */
    private static final int PLACES_TRIED = 10;

    private final SessionRepository sessions;
    private final SessionHistory history;
    private final SessionChanges changes;
    private final Runtimes runtimes;
    private final WarmPool pool;
    private final Quotas quotas;
    private final Correlations correlations;
    private final TransactionalOperator transactions;
    private final LeasePolicy leases;
    private final Clock clock;

    public SessionService(
            SessionRepository sessions,
            SessionHistory history,
            SessionChanges changes,
            Runtimes runtimes,
            WarmPool pool,
            Quotas quotas,
            Correlations correlations,
            TransactionalOperator transactions,
            LeasePolicy leases,
            Clock clock) {
        this.sessions = sessions;
        this.history = history;
        this.changes = changes;
        this.runtimes = runtimes;
        this.pool = pool;
        this.quotas = quotas;
        this.correlations = correlations;
        this.transactions = transactions;
        this.leases = leases;
        this.clock = clock;
    }

    /** Fails with a {@link QuotaExceededException} when its user or its project would have too much. */
    public Mono<Session> create(CreateSession command) {
        Taken more = Taken.up(command.spec().resources());
        return quotas.within(command.projectId(), command.userId(), more, Mono.defer(() -> made(command)));
    }

    /** The user's newest session in the project that is not deleted, else a new one; many at once make one. */
    public Mono<Obtained> obtain(CreateSession command) {
        Mono<Obtained> known = newest(command).map(session -> new Obtained(session, false));
        Mono<Obtained> made = Mono.defer(() -> create(command)).map(session -> new Obtained(session, true));
        return known.switchIfEmpty(sessions.serialize(command.projectId(), command.userId())
                .then(known)
                .switchIfEmpty(made)
                .as(transactions::transactional));
    }

    /** Empty when there is none, or none any more. */
    public Mono<Session> find(String id) {
        return sessions.find(id).filter(session -> session.status() != SessionStatus.DELETED);
    }

    /** Whether the files of a session are reached from here. */
    public boolean hasFilesHere(Session session) {
        return runtimes.of(session).keepsWorkspacesHere();
    }

    /** Where the page of a session is found without a preview; empty when its runtime is not there to say so. */
    public Optional<URI> address(Session session) {
        return runtimes.named(session.identity().runtime()).map(runtime -> runtime.address(session));
    }

    /** The names of the runtimes a session can have. */
    public Set<String> runtimes() {
        return runtimes.names();
    }

    public Mono<SessionPage> list(SessionFilter filter, long offset, int limit) {
        return Mono.zip(sessions.page(filter, offset, limit), sessions.count(filter), SessionPage::new);
    }

    /** False when there is none, or none any more. */
    public Mono<Boolean> delete(String id, Actor actor) {
        return Mono.zip(find(id), correlation())
                .flatMap(found -> changes.apply(found.getT1()
                                .delete(clock.instant(), found.getT2())
                                .by(actor))
                        .switchIfEmpty(Mono.error(ChangedMeanwhileException::new)))
                .retryWhen(ChangedMeanwhileException.RETRY)
                .hasElement();
    }

    public Mono<HistoryPage> history(String id, long offset, int limit) {
        return Mono.zip(history.page(id, offset, limit), history.count(id), HistoryPage::new);
    }

    private Mono<Session> made(CreateSession command) {
        SessionRuntime runtime = runtime(command);
        // One transaction: a warm session is either still one or this session. Of one whose place turns out to be held
        // by another session nothing is kept.
        Mono<Session> warm = pool.take(runtime, command.spec())
                .flatMap(taken -> store(command, runtime, taken.id(), taken.placement()))
                .as(transactions::transactional);
        Mono<Session> fresh = place(runtime)
                .flatMap(placement -> store(command, runtime, UuidV7.next(clock), placement))
                .switchIfEmpty(Mono.error(PlaceTakenException::new))
                .retryWhen(Retry.max(PLACES_TRIED).filter(PlaceTakenException.class::isInstance));
        return warm.switchIfEmpty(fresh);
    }

    private Mono<Session> newest(CreateSession command) {
        SessionFilter own = new SessionFilter(Set.of(command.projectId()), command.userId(), null, null);
        return sessions.page(own, 0, 1)
                .flatMap(found -> Mono.justOrEmpty(found.stream().findFirst()));
    }

    private Mono<Placement> place(SessionRuntime runtime) {
        return Mono.zip(sessions.nextSlot(), runtime.freePort(), Placement::new);
    }

    /** Empty when the place is held by another session. */
    private Mono<Session> store(CreateSession command, SessionRuntime runtime, String id, Placement placement) {
        return correlation().flatMap(correlationId -> {
            Instant now = clock.instant();
            SessionIdentity identity = new SessionIdentity(
                    id,
                    command.projectId(),
                    command.userId(),
                    runtime.name(),
                    command.spec(),
                    command.token() == null ? null : command.token().hash(),
                    now);
            Lease lease = leases.begin(now, command.ttl(), command.idleTimeout());
            Session session = Session.request(identity, placement, lease, correlationId);
            return changes.create(session, Actor.user(command.askedBy()))
                    .filter(created -> created)
                    .map(_ -> session);
        });
    }

    private SessionRuntime runtime(CreateSession command) {
        return command.runtime() == null
                ? runtimes.usual()
                : runtimes.named(command.runtime()).orElseThrow();
    }

    private Mono<String> correlation() {
        return correlations.current().switchIfEmpty(Mono.fromSupplier(correlations::fresh));
    }

    /**
     * A session that was found or made.
     *
     * @param created whether it was made
     */
    public record Obtained(Session session, boolean created) {}

    /** One page of a list and how long the whole list is. */
    public record SessionPage(List<Session> sessions, long total) {}

    /** One page of a history and how long the whole history is. */
    public record HistoryPage(List<Transition> transitions, long total) {}

    private static final class PlaceTakenException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private PlaceTakenException() {
            super("the place drawn is held by another session", null, false, false);
        }
    }
}
