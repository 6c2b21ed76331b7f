package dev.steward.session.adapter.process;

import dev.steward.session.domain.Exit;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.Setup;
import dev.steward.session.port.Observation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from records and {@code /proc} what became of an attempt. */
record AttemptObserver(
        SessionFolders folders,
        SessionProcesses processes,
        ProcFs proc,
        ProcessUsage usage,
        Duration setupTimeout,
        Clock clock) {

    /** A shim records itself within milliseconds; one that has not by then never will. */
    private static final Duration RECORDED_WITHIN = Duration.ofSeconds(5);

    /** What a shell adds to the number of the signal that ended a process. */
    private static final int SIGNALLED = 128;

    /** What a shell answers when there is no such command. */
    private static final int NOT_FOUND = 127;

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
        return alive || isBeingLaunched(attempt) ? alive(session, attempt) : vanished(session, attempt);
    }

    /** A start counts from the dev server on: what prepares it has a time of its own, and may use all of that. */
    private Observation.Alive alive(Session session, AttemptRecord attempt) {
        if (session.identity().spec().setup().equals(Setup.NONE)) {
            return new Observation.Alive();
        }
        Instant latest = attempt.launchedAt().plus(setupTimeout);
        Instant now = clock.instant();
        return new Observation.Alive(attempt.serverBegan().orElse(now.isBefore(latest) ? now : latest));
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
        AttemptRecord.@Nullable Why why = why(attempt, ending);
        Exit exit = new Exit(
                signalled ? null : Integer.valueOf(ending.status()),
                signalled ? Integer.valueOf(ending.status() - SIGNALLED) : null,
                why == null ? null : why.reason(),
                why == null ? null : why.detail(),
                new OutputFile(attempt.output()).lastLines(),
                ending.at());
        return observed(session, attempt, exit, ending.asked());
    }

    private static AttemptRecord.@Nullable Why why(AttemptRecord attempt, AttemptRecord.Ending ending) {
        Optional<AttemptRecord.Why> told = attempt.why();
        if (told.isPresent() || ending.asked()) {
            return told.orElse(null);
        }
        return ending.status() == NOT_FOUND ? new AttemptRecord.Why(Exit.COMMAND_MISSING, null) : null;
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
