package dev.steward.session.adapter.process;

import dev.steward.session.domain.Exit;
import dev.steward.session.domain.Session;
import dev.steward.session.port.Observation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads from records and {@code /proc} what became of an attempt. */
record AttemptObserver(
        SessionFolders folders, SessionProcesses processes, ProcFs proc, ProcessUsage usage, Clock clock) {

    /** A shim records itself within milliseconds; one that has not by then never will. */
    private static final Duration RECORDED_WITHIN = Duration.ofSeconds(5);

    /** What a shell adds to the number of the signal that ended a process. */
    private static final int SIGNALLED = 128;

    AttemptRecord current(Session session) {
        return new AttemptRecord(folders.record(session.id(), session.attempts().count()));
    }

    Observation observe(Session session) {
        AttemptRecord attempt = current(session);
        if (!attempt.exists()) {
            return new Observation.Absent();
        }
        // In this order: a shim that is not alive any more has written its last record before.
        boolean alive = processes.shim(attempt).isPresent();
        Optional<AttemptRecord.Ending> ending = attempt.ending();
        if (ending.isPresent()) {
            return ended(session, attempt, ending.get());
        }
        return alive || isBeingLaunched(attempt) ? new Observation.Alive() : vanished(session, attempt);
    }

    /** Whether nothing of it runs, or will. */
    boolean isOver(AttemptRecord attempt) {
        return processes.shim(attempt).isEmpty() && !isBeingLaunched(attempt);
    }

    private boolean isBeingLaunched(AttemptRecord attempt) {
        return attempt.shim().isEmpty()
                && clock.instant().isBefore(attempt.launchedAt().plus(RECORDED_WITHIN));
    }

    private Observation ended(Session session, AttemptRecord attempt, AttemptRecord.Ending ending) {
        boolean signalled = ending.status() > SIGNALLED;
        Exit exit = new Exit(
                signalled ? null : Integer.valueOf(ending.status()),
                signalled ? Integer.valueOf(ending.status() - SIGNALLED) : null,
                new OutputFile(attempt.output()).lastLines(),
                ending.at());
        return observed(session, attempt, exit, ending.asked());
    }

    /** Nobody recorded the end: the shim was killed, or the whole machine went down. */
    private Observation vanished(Session session, AttemptRecord attempt) {
        Instant now = clock.instant();
        boolean rebooted = attempt.shim()
                .filter(shim -> !shim.bootId().equals(proc.bootId()))
                .isPresent();
        Exit exit = new Exit(null, null, new OutputFile(attempt.output()).lastLines(), now);
        return observed(session, attempt, exit, rebooted);
    }

    private Observation observed(Session session, AttemptRecord attempt, Exit exit, boolean withHost) {
        return new Observation.Ended(exit, usage.afterEnd(session.attempts().count(), attempt, exit.at()), withHost);
    }
}
