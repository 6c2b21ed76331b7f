package dev.steward.session.application;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionChange;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.port.Correlations;
import dev.steward.session.port.Observation;
import dev.steward.session.port.RuntimeUnavailableException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks sessions that run whether they still answer. How often in a row one did not is kept in memory only: whoever leads
 * next begins to count anew.
 */
public final class SessionHealth {

    private static final int AT_ONCE = 64;

    private final Runtimes runtimes;
    private final SessionChanges changes;
    private final Correlations correlations;
    private final WakeUps wakeUps;
    private final int failures;
    private final Clock clock;
    private final Map<String, Integer> failed = new ConcurrentHashMap<>();

    /** @param failures probes in a row without an answer that make a session unhealthy */
    public SessionHealth(
            Runtimes runtimes,
            SessionChanges changes,
            Correlations correlations,
            WakeUps wakeUps,
            int failures,
            Clock clock) {
        this.runtimes = runtimes;
        this.changes = changes;
        this.correlations = correlations;
        this.wakeUps = wakeUps;
        this.failures = failures;
        this.clock = clock;
    }

    /** Probes all of them, which are all there are that run or did. */
    Mono<Void> check(List<Session> serving) {
        failed.keySet().retainAll(serving.stream().map(Session::id).collect(Collectors.toSet()));
        return Flux.fromIterable(serving)
                .flatMapDelayError(this::check, AT_ONCE, AT_ONCE)
                .then();
    }

    private Mono<Void> check(Session session) {
        return runtimes.of(session)
                .responds(session)
                .flatMap(responds -> responds ? answered(session) : silent(session));
    }

    private Mono<Void> answered(Session session) {
        failed.remove(session.id());
        return session.status() == SessionStatus.UNHEALTHY ? apply(session.recovered(clock.instant())) : Mono.empty();
    }

    private Mono<Void> silent(Session session) {
        int inARow = failed.merge(session.id(), 1, Integer::sum);
        if (session.status() != SessionStatus.RUNNING || inARow < failures) {
            return Mono.empty();
        }
        return runtimes.of(session)
                .observe(session)
                .map(seen -> seen instanceof Observation.Alive ? unhealthy(session, inARow, null) : gone(session))
                // Where nobody can tell whether it lives, a silent one counts as alive: what is gone will be seen
                // later.
                .onErrorResume(
                        RuntimeUnavailableException.class,
                        away -> Mono.just(unhealthy(session, inARow, away.getMessage())))
                .flatMap(step -> step);
    }

    private Mono<Void> unhealthy(Session session, int inARow, @Nullable String unknown) {
        return Mono.defer(() -> apply(session.unhealthy(inARow, unknown, clock.instant(), correlations.fresh())));
    }

    /** Not silent but gone, which the reconciler knows how to tell. */
    private Mono<Void> gone(Session session) {
        return Mono.fromRunnable(() -> wakeUps.wake(session.id()));
    }

    private Mono<Void> apply(SessionChange change) {
        return changes.apply(change).then();
    }
}
