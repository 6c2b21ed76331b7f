package dev.steward.healing.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The targets, crashes and incidents that tests start from. */
public final class Given {

    /** Far ahead, so that the timer of a running service finds nothing of a test due. */
    public static final Instant NOON = Instant.parse("2099-03-01T12:00:00Z");

    public static final RemediationPolicy POLICY =
            new RemediationPolicy(3, Duration.ofMinutes(5), 3, Duration.ofSeconds(2), Duration.ofMinutes(1));
    public static final Target TARGET = Target.session("019a0000-0000-7000-8000-0000000000aa", "alpha");

    private Given() {}

    public static Crash crash(long sequence, Instant at) {
        return new Crash(at, sequence, "correlation-" + sequence);
    }

    public static ObservedTarget running(long sequence) {
        return ObservedTarget.unheard(TARGET).said(TargetStatus.RUNNING, sequence);
    }

    public static Supplier<String> ids() {
        AtomicInteger last = new AtomicInteger();
        return () -> "019a0000-0000-7000-8000-%012d".formatted(last.incrementAndGet());
    }

    /** As if the change had been stored and loaded again. */
    public static Incident stored(IncidentChange change) {
        Incident it = change.incident();
        return new Incident(
                it.id(),
                it.target(),
                it.reason(),
                it.correlationIds(),
                it.openedAt(),
                it.crashes(),
                it.remediations(),
                it.state(),
                it.version() + 1,
                it.eventSequence() + change.events().size());
    }
}
