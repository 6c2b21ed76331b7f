package dev.steward.session.application;

import dev.steward.session.domain.CrashPolicy;
import dev.steward.session.domain.Exit;
import dev.steward.session.domain.RestartRequest;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionChange;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.Upkeep;
import dev.steward.session.port.Correlations;
import dev.steward.session.port.Observation;
import dev.steward.session.port.RuntimeUnavailableException;
import dev.steward.session.port.SessionRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes the host follow the records: looks at one session, compares what should be with what is, and takes one step.
 * Every step that changes a record wakes the next one, and every step may be repeated or lost without harm.
 */
public final class SessionReconciler {

    private final SessionRepository sessions;
    private final Runtimes runtimes;
    private final SessionStarts starts;
    private final SessionEnds ends;
    private final SessionChanges changes;
    private final UsageSampler usage;
    private final Withdrawals withdrawals;
    private final Correlations correlations;
    private final CrashPolicy policy;
    private final Clock clock;
    /** Of which attempt of a failed session nothing is left on the host. */
    private final Map<String, Integer> ended = new ConcurrentHashMap<>();

    private volatile Consumer<Session> listener = _ -> {};

    public SessionReconciler(
            SessionRepository sessions,
            Runtimes runtimes,
            SessionStarts starts,
            SessionEnds ends,
            SessionChanges changes,
            UsageSampler usage,
            Withdrawals withdrawals,
            Correlations correlations,
            CrashPolicy policy,
            Clock clock) {
        this.sessions = sessions;
        this.runtimes = runtimes;
        this.starts = starts;
        this.ends = ends;
        this.changes = changes;
        this.usage = usage;
        this.withdrawals = withdrawals;
        this.correlations = correlations;
        this.policy = policy;
        this.clock = clock;
    }

    /** Whether nothing is to be done about it before somebody changes it, which wakes a look. */
    Mono<Boolean> isAtRest(Session session) {
        boolean settled =
                switch (session.status()) {
                    case STOPPED -> !session.startsAgain();
                    case FAILED ->
                        Objects.equals(
                                ended.get(session.id()), session.attempts().count());
                    default -> false;
                };
        @Nullable Instant due = new Upkeep(session).dueAt();
        return settled && (due == null || due.isAfter(clock.instant()))
                ? withdrawals.due(session).hasElement().map(withdrawn -> !withdrawn)
                : Mono.just(false);
    }

    /** Ends what is left of projects and users that are no more, however it rests. */
    Mono<Void> sweep() {
        return withdrawals.sweep();
    }

    /** Whoever leads next sees for itself that nothing is left of what failed. */
    void forget() {
        ended.clear();
    }

    /** Whom to show every session that is looked at, as it is stored. */
    void onLook(Consumer<Session> shown) {
        listener = shown;
    }

    Mono<Void> reconcile(String sessionId) {
        return sessions.find(sessionId)
                .doOnNext(session -> listener.accept(session))
                .flatMap(this::step);
    }

    /** The ids of those in one of these states, and of those whose lease asks for something now. */
    Flux<String> pressing(Set<SessionStatus> states) {
        return sessions.pressing(states, clock.instant());
    }

    private Mono<Void> step(Session session) {
        return withdrawals
                .due(session)
                .switchIfEmpty(Mono.defer(
                        () -> Mono.justOrEmpty(new Upkeep(session).due(clock.instant(), correlations.fresh()))))
                .singleOptional()
                .flatMap(due -> due.map(this::apply)
                        // Its runtime says when it is back; until then there is nothing to be seen of it.
                        .orElseGet(() -> follow(session).onErrorComplete(RuntimeUnavailableException.class)));
    }

    private Mono<Void> follow(Session session) {
        if (session.lease().keep().isLeaving() && session.status() != SessionStatus.DELETED) {
            return ends.remove(session).then(Mono.defer(() -> apply(new Upkeep(session).workspaceRemoved())));
        }
        return switch (session.status()) {
            case PENDING -> pending(session);
            case STARTING -> starting(session);
            case RUNNING, UNHEALTHY -> runtimes.of(session).observe(session).flatMap(seen -> running(session, seen));
            case CRASHED -> crashed(session);
            case STOPPING ->
                ends.end(session)
                        .then(Mono.defer(() -> apply(session.stopped(clock.instant()))))
                        .onErrorResume(RuntimeUnavailableException.class, away -> starts.withoutRuntime(session, away));
            case STOPPED -> stopped(session);
            case FAILED ->
                ends.end(session)
                        .then()
                        .doOnSuccess(
                                _ -> ended.put(session.id(), session.attempts().count()));
            case DELETED -> deleted(session).doOnSuccess(_ -> ended.remove(session.id()));
        };
    }

    /** Of a first attempt nothing can be seen yet, but for one that was kept warm: then it is not launched again. */
    private Mono<Void> pending(Session session) {
        runtimes.of(session).expect(session);
        return changes.apply(session.start(clock.instant())).flatMap(started -> starts.launch(started)
                .onErrorResume(RuntimeUnavailableException.class, away -> starts.withoutRuntime(started, away)));
    }

    private Mono<Void> starting(Session session) {
        return runtimes.of(session)
                .observe(session)
                .flatMap(seen -> starting(session, seen))
                .onErrorResume(RuntimeUnavailableException.class, away -> starts.withoutRuntime(session, away));
    }

    private Mono<Void> starting(Session session, Observation seen) {
        return switch (seen) {
            case Observation.Absent _ -> starts.launch(session);
            case Observation.Alive alive -> starts.awaitAnswer(session, alive.since());
            case Observation.Ended ended
            when ended.withHost() ->
                usage.close(session, ended.usage()).then(Mono.defer(() -> apply(session.start(clock.instant()))));
            // One that was kept ready and died before anybody asked for it: its user has not had it, and pays nothing.
            case Observation.Ended ended
            when !session.hasAnswered()
                    && ended.exit().at().isBefore(session.identity().createdAt()) ->
                apply(session.start(clock.instant()));
            case Observation.Ended ended
            when !ended.exit().mayGoBetter() ->
                usage.close(session, ended.usage()).then(Mono.defer(() -> starts.giveUp(session, ended.exit())));
            case Observation.Ended ended -> crash(session, ended);
        };
    }

    private Mono<Void> running(Session session, Observation seen) {
        return switch (seen) {
            case Observation.Alive _ -> Mono.empty();
            case Observation.Absent _ -> crash(session, new Exit(null, null, List.of(), clock.instant()));
            case Observation.Ended ended
            when ended.withHost() -> apply(session.stop(Session.HOST_STOPPED, clock.instant()));
            case Observation.Ended ended
            when ended.exit().isOverDisk() ->
                usage.close(session, ended.usage()).then(Mono.defer(() -> starts.giveUp(session, ended.exit())));
            case Observation.Ended ended -> crash(session, ended);
        };
    }

    private Mono<Void> crash(Session session, Observation.Ended ended) {
        // The window first: once the crash is stored, the next attempt may begin and the reading be lost.
        return usage.close(session, ended.usage()).then(Mono.defer(() -> crash(session, ended.exit())));
    }

    private Mono<Void> crash(Session session, Exit exit) {
        return apply(session.crash(exit, clock.instant(), correlations.fresh()));
    }

    /** The healer decides; only when it does not, the same rule is applied here. */
    private Mono<Void> crashed(Session session) {
        Instant now = clock.instant();
        if (!policy.isOverdue(session, now)) {
            return Mono.empty();
        }
        return policy.isLooping(session, now)
                ? ends.lastLines(session)
                        .flatMap(lines ->
                                apply(session.fail("crash-loop", "Crashed too often to be restarted.", lines, now)))
                : restartUndecided(session, now);
    }

    private Mono<Void> restartUndecided(Session session, Instant now) {
        return now.isBefore(policy.restartsAt(session))
                ? Mono.empty()
                : apply(session.restart(RestartRequest.undecided(policy.inWords(session)), now));
    }

    private Mono<Void> stopped(Session session) {
        @Nullable String reason = session.state().reason();
        return reason != null && session.startsAgain()
                ? apply(session.restart(RestartRequest.byService(reason), clock.instant()))
                : Mono.empty();
    }

    private Mono<Void> deleted(Session session) {
        return ends.end(session).then(ends.remove(session)).then(changes.release(session));
    }

    private Mono<Void> apply(SessionChange change) {
        return changes.apply(change).then();
    }
}
