package dev.steward.session.application;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionChange;
import dev.steward.session.port.LaunchOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/** Brings a starting session to where it answers, or says why it cannot. */
public final class SessionStarts {

    private static final Duration PROBE_INTERVAL = Duration.ofMillis(20);
    private static final Duration PORT_INTERVAL = Duration.ofMillis(500);

    private final Runtimes runtimes;
    private final SessionEnds ends;
    private final SessionChanges changes;
    private final WakeUps wakeUps;
    private final Duration timeout;
    private final Clock clock;

    public SessionStarts(
            Runtimes runtimes,
            SessionEnds ends,
            SessionChanges changes,
            WakeUps wakeUps,
            Duration timeout,
            Clock clock) {
        this.runtimes = runtimes;
        this.ends = ends;
        this.changes = changes;
        this.wakeUps = wakeUps;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** Nothing of the attempt before may be left: it would hold the port. */
    Mono<Void> launch(Session session) {
        return runtimes.of(session)
                .end(session.id())
                .then(runtimes.of(session).launch(session))
                .flatMap(outcome -> switch (outcome) {
                    case LaunchOutcome.Launched _ -> lookAgain(session, PROBE_INTERVAL);
                    case LaunchOutcome.PortTaken _ -> portTaken(session);
                    case LaunchOutcome.Refused refused -> fail(session, "start-failed", refused.detail());
                });
    }

    Mono<Void> awaitAnswer(Session session) {
        return runtimes.of(session).answers(session).flatMap(answered -> {
            if (answered) {
                return apply(session.ready(clock.instant()));
            }
            return isOverdue(session) ? timedOut(session) : lookAgain(session, PROBE_INTERVAL);
        });
    }

    /** An address that was given out as answering stays; a new session may still move. */
    private Mono<Void> portTaken(Session session) {
        if (!session.hasAnswered()) {
            return runtimes.of(session).freePort().flatMap(port -> apply(session.moveTo(port)));
        }
        return isOverdue(session)
                ? fail(session, "port-taken", "Port " + session.placement().port() + " is used by something else.")
                : lookAgain(session, PORT_INTERVAL);
    }

    private Mono<Void> timedOut(Session session) {
        String detail = "No answer within " + timeout.toSeconds() + " s.";
        return ends.end(session)
                .flatMap(lastLines -> apply(session.fail("start-timeout", detail, lastLines, clock.instant())));
    }

    private boolean isOverdue(Session session) {
        return clock.instant().isAfter(session.state().since().plus(timeout));
    }

    private Mono<Void> lookAgain(Session session, Duration delay) {
        return Mono.delay(delay).doOnNext(_ -> wakeUps.wake(session.id())).then();
    }

    private Mono<Void> fail(Session session, String reason, String detail) {
        return apply(session.fail(reason, detail, List.of(), clock.instant()));
    }

    private Mono<Void> apply(SessionChange change) {
        return changes.apply(change).then();
    }
}
