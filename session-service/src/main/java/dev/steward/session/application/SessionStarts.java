package dev.steward.session.application;

import dev.steward.session.domain.Exit;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionChange;
import dev.steward.session.port.LaunchOutcome;
import dev.steward.session.port.RuntimeUnavailableException;
import dev.steward.session.port.SessionRuntime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Brings a starting session to where it answers, or says why it cannot. */
public final class SessionStarts {

    private static final Duration SHORTEST_PROBE_INTERVAL = Duration.ofMillis(10);
    private static final Duration LONGEST_PROBE_INTERVAL = Duration.ofMillis(100);
    /** A part of the time it has taken already is no loss to anybody. */
    private static final int INTERVALS_WAITED = 20;

    /** How long it is only probed before the record and the host are looked at again. */
    private static final Duration PROBED_FOR = Duration.ofMillis(250);

    private static final Duration PORT_INTERVAL = Duration.ofMillis(500);
    private static final Duration RUNTIME_INTERVAL = Duration.ofSeconds(1);
    private static final String RUNTIME_UNAVAILABLE = "runtime-unavailable";

    private final Runtimes runtimes;
    private final SessionEnds ends;
    private final SessionChanges changes;
    private final WakeUps wakeUps;
    private final Duration timeout;
    private final Clock clock;
    private final Scheduler timer;

    public SessionStarts(
            Runtimes runtimes,
            SessionEnds ends,
            SessionChanges changes,
            WakeUps wakeUps,
            Duration timeout,
            Clock clock) {
        this(runtimes, ends, changes, wakeUps, timeout, clock, Schedulers.parallel());
    }

    /** @param timer by whose time it waits until it looks again */
    SessionStarts(
            Runtimes runtimes,
            SessionEnds ends,
            SessionChanges changes,
            WakeUps wakeUps,
            Duration timeout,
            Clock clock,
            Scheduler timer) {
        this.runtimes = runtimes;
        this.ends = ends;
        this.changes = changes;
        this.wakeUps = wakeUps;
        this.timeout = timeout;
        this.clock = clock;
        this.timer = timer;
    }

    /** Nothing of the attempt before may be left: it would hold the port. Before the first there was none. */
    Mono<Void> launch(Session session) {
        SessionRuntime runtime = runtimes.of(session);
        Mono<Void> cleared = session.attempts().count() > 1 ? runtime.end(session.id()) : Mono.empty();
        return cleared.then(Mono.defer(() -> runtime.launch(session))).flatMap(outcome -> switch (outcome) {
            case LaunchOutcome.Launched _ -> lookWhenItResponds(session);
            case LaunchOutcome.PortTaken _ -> portTaken(session);
            case LaunchOutcome.Refused refused -> fail(session, refused.reason(), refused.detail());
        });
    }

    /** @param since when its process began; null for when the session was to start */
    Mono<Void> awaitAnswer(Session session, @Nullable Instant since) {
        SessionRuntime runtime = runtimes.of(session);
        return runtime.answers(session).flatMap(answered -> {
            if (answered) {
                return apply(session.ready(runtime.address(session), clock.instant()));
            }
            // What came before its process, such as fetching an image, has limits of its own.
            boolean overdue = isOverdue(since == null ? session.state().since() : since);
            return overdue ? timedOut(session) : lookWhenItResponds(session);
        });
    }

    /** It cannot come right by itself what this attempt ended of. */
    Mono<Void> giveUp(Session session, Exit exit) {
        String reason = exit.reason() == null ? LaunchOutcome.Refused.START_FAILED : exit.reason();
        return apply(session.fail(reason, exit.inWords(), exit.lastLines(), clock.instant()));
    }

    /** Its runtime may be back in time; a session does not wait for it for ever. */
    Mono<Void> withoutRuntime(Session session, RuntimeUnavailableException away) {
        return isOverdue(session.state().since())
                ? fail(session, RUNTIME_UNAVAILABLE, String.valueOf(away.getMessage()))
                : lookAgain(session, RUNTIME_INTERVAL);
    }

    /** An address that was given out as answering stays; a new session may still move. */
    private Mono<Void> portTaken(Session session) {
        if (!session.hasAnswered()) {
            return runtimes.of(session).freePort().flatMap(port -> apply(session.moveTo(port)));
        }
        return isOverdue(session.state().since())
                ? fail(session, "port-taken", "Port " + session.placement().port() + " is used by something else.")
                : lookAgain(session, PORT_INTERVAL);
    }

    private Mono<Void> timedOut(Session session) {
        String detail = "No answer within " + timeout.toSeconds() + " s.";
        return ends.end(session)
                .flatMap(lastLines -> apply(session.fail("start-timeout", detail, lastLines, clock.instant())));
    }

    private boolean isOverdue(Instant since) {
        return clock.instant().isAfter(since.plus(timeout));
    }

    /** The CPU that looks take is the one its process starts on, and a probe takes next to none. */
    private Mono<Void> lookWhenItResponds(Session session) {
        // At once, too: one that was kept warm answers already.
        return Mono.defer(() -> runtimes.of(session).responds(session))
                .filter(responds -> responds)
                .repeatWhenEmpty(again -> again.concatMap(_ -> Mono.delay(probeInterval(session), timer)))
                .timeout(PROBED_FOR, Mono.just(false), timer)
                .doOnNext(_ -> wakeUps.wake(session.id()))
                .then();
    }

    private Duration probeInterval(Session session) {
        Duration part =
                Duration.between(session.state().since(), clock.instant()).dividedBy(INTERVALS_WAITED);
        if (part.compareTo(SHORTEST_PROBE_INTERVAL) < 0) {
            return SHORTEST_PROBE_INTERVAL;
        }
        return part.compareTo(LONGEST_PROBE_INTERVAL) < 0 ? part : LONGEST_PROBE_INTERVAL;
    }

    private Mono<Void> lookAgain(Session session, Duration delay) {
        return Mono.delay(delay, timer)
                .doOnNext(_ -> wakeUps.wake(session.id()))
                .then();
    }

    private Mono<Void> fail(Session session, String reason, String detail) {
        return apply(session.fail(reason, detail, List.of(), clock.instant()));
    }

    private Mono<Void> apply(SessionChange change) {
        return changes.apply(change).then();
    }
}
