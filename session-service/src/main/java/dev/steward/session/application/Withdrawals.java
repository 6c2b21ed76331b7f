package dev.steward.session.application;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionChange;
import dev.steward.session.domain.SessionFilter;
import dev.steward.session.domain.Withdrawal;
import dev.steward.session.port.Correlations;
import dev.steward.session.port.DeletedUsers;
import dev.steward.session.port.Entitlements;
import dev.steward.session.port.SessionRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends the sessions of projects and users that are no more. Told of it, it ends all there are; and as a session may be
 * made, started or stopped at that very moment, whoever looks at a session asks again by what is known then, and a
 * {@link #sweep} finds those that nobody looks at. Twice is once.
 */
public final class Withdrawals {

    /** Sessions in memory at a time, however many a project or a user has. */
    private static final int BATCH = 100;

    private final SessionRepository sessions;
    private final SessionChanges changes;
    private final Entitlements entitlements;
    private final DeletedUsers deletedUsers;
    private final Correlations correlations;
    private final Clock clock;

    public Withdrawals(
            SessionRepository sessions,
            SessionChanges changes,
            Entitlements entitlements,
            DeletedUsers deletedUsers,
            Correlations correlations,
            Clock clock) {
        this.sessions = sessions;
        this.changes = changes;
        this.entitlements = entitlements;
        this.deletedUsers = deletedUsers;
        this.correlations = correlations;
        this.clock = clock;
    }

    /** Joins the caller's transaction, as all of these do. */
    public Mono<Void> projectArchived(String projectId) {
        SessionFilter all = new SessionFilter(Set.of(projectId), null, null, null);
        return endAll(all, Withdrawal.PROJECT_ARCHIVED);
    }

    /**
     * Stops what the user had then.
     *
     * @param at a user may have been enabled again since: a life that began later is none that this was about
     */
    public Mono<Void> userDisabled(String userId, Instant at) {
        return endAll(of(userId), 0, Withdrawal.USER_DISABLED, session -> !session.lease()
                .begunAt()
                .isAfter(at));
    }

    public Mono<Void> userDeleted(String userId) {
        return deletedUsers.add(userId).then(Mono.defer(() -> endAll(of(userId), Withdrawal.USER_DELETED)));
    }

    /** Ends all that is left of archived projects and deleted users, also what is stopped to stay so. */
    Mono<Void> sweep() {
        Mono<Void> ofProjects = entitlements
                .archivedProjects()
                .filter(archived -> !archived.isEmpty())
                .flatMap(
                        archived -> endAll(new SessionFilter(archived, null, null, null), Withdrawal.PROJECT_ARCHIVED));
        Mono<Void> ofUsers = deletedUsers
                .withSessions()
                .collectList()
                .flatMapIterable(users -> users)
                .concatMapDelayError(user -> endAll(of(user), Withdrawal.USER_DELETED))
                .then();
        return Flux.concatDelayError(ofProjects, ofUsers).then();
    }

    /** What is to become of a session now; empty when it may live. */
    Mono<SessionChange> due(Session session) {
        return entitlements
                .withdrawal(session)
                .flatMap(why -> Mono.justOrEmpty(why.decide(session, clock.instant(), correlations.fresh())));
    }

    private Mono<Void> endAll(SessionFilter filter, Withdrawal why) {
        return endAll(filter, 0, why, _ -> true);
    }

    private Mono<Void> endAll(SessionFilter filter, long offset, Withdrawal why, Predicate<Session> meant) {
        // What is deleted is not found again; what is stopped is.
        long next = why.deletes() ? offset : offset + BATCH;
        return sessions.page(filter, offset, BATCH)
                .filter(found -> !found.isEmpty())
                .flatMap(found -> Flux.fromIterable(found)
                        .filter(meant)
                        .concatMap(session -> end(session.id(), why))
                        .then(Mono.defer(() -> endAll(filter, next, why, meant))));
    }

    private Mono<Void> end(String id, Withdrawal why) {
        return Mono.zip(correlation(), Mono.defer(() -> sessions.find(id)))
                .flatMap(found -> Mono.justOrEmpty(why.decide(found.getT2(), clock.instant(), found.getT1())))
                .flatMap(change -> changes.apply(change).switchIfEmpty(Mono.error(ChangedMeanwhileException::new)))
                .retryWhen(ChangedMeanwhileException.RETRY)
                .then();
    }

    private Mono<String> correlation() {
        return correlations.current().switchIfEmpty(Mono.fromSupplier(correlations::fresh));
    }

    private static SessionFilter of(String userId) {
        return new SessionFilter(null, userId, null, null);
    }
}
