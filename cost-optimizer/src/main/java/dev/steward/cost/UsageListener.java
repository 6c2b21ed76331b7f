package dev.steward.cost;

import dev.steward.events.Topics;
import dev.steward.events.job.JobUsageSampled;
import dev.steward.events.session.SessionUsageSampled;
import dev.steward.kit.cloudevents.BadEventException;
import dev.steward.kit.inbox.EventSubscription;
import dev.steward.kit.inbox.Received;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Turns samples of usage into ledger lines. */
public final class UsageListener {

    private static final String GROUP = "cost-optimizer.usage";
    private static final Duration LONGEST_WINDOW = Duration.ofDays(1);
    private static final Duration OLDEST_WINDOW = Duration.ofDays(8);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
    private static final double MOST = 1e9;

    private final Ledger ledger;

    public UsageListener(Ledger ledger) {
        this.ledger = ledger;
    }

    public EventSubscription subscription() {
        return EventSubscription.group(GROUP)
                .topic(Topics.SESSION_EVENTS)
                .topic(Topics.JOB_EVENTS)
                .on(SessionUsageSampled.class, this::session)
                .on(JobUsageSampled.class, this::job)
                .build();
    }

    private Mono<Void> session(Received<SessionUsageSampled> received) {
        SessionUsageSampled it = received.event();
        return record(
                new Usage(
                        ResourceKind.SESSION,
                        it.sessionId(),
                        it.projectId(),
                        it.userId(),
                        exact(it.cpuSeconds()),
                        exact(it.memoryGibSeconds()),
                        it.windowStart(),
                        it.windowEnd()),
                received.envelope().time());
    }

    private Mono<Void> job(Received<JobUsageSampled> received) {
        JobUsageSampled it = received.event();
        return record(
                new Usage(
                        ResourceKind.JOB,
                        it.jobId(),
                        it.projectId(),
                        it.userId(),
                        exact(it.cpuSeconds()),
                        exact(it.memoryGibSeconds()),
                        it.windowStart(),
                        it.windowEnd()),
                received.envelope().time());
    }

    private Mono<Void> record(Usage usage, Instant told) {
        Instant start = usage.windowStart();
        Instant end = usage.windowEnd();
        if (!start.isBefore(end) || Duration.between(start, end).compareTo(LONGEST_WINDOW) > 0) {
            throw new BadEventException("the window is empty or longer than a day");
        }
        if (start.isBefore(told.minus(OLDEST_WINDOW)) || end.isAfter(told.plus(CLOCK_SKEW))) {
            throw new BadEventException("the window is not from the time the event was told");
        }
        return ledger.record(usage);
    }

    /** The shortest decimal that is this number, which is what its producer wrote. */
    private static BigDecimal exact(double amount) {
        if (amount > MOST) {
            throw new BadEventException("usage is more than any window can hold");
        }
        return BigDecimal.valueOf(amount);
    }
}
