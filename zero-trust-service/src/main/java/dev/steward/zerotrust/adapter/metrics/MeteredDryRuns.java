package dev.steward.zerotrust.adapter.metrics;

import dev.steward.zerotrust.domain.MadeDecision;
import dev.steward.zerotrust.port.DryRuns;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the decisions that would have been others, and names each in the log. */
public final class MeteredDryRuns implements DryRuns {

    private static final Logger LOG = LoggerFactory.getLogger(MeteredDryRuns.class);

    private final MeterRegistry meters;

    public MeteredDryRuns(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void wouldChange(MadeDecision made, MadeDecision would) {
        Counter.builder("steward.policies.dry.run.changes")
                .description("Decisions that would have been others with the policies in dry run")
                .tag("made", made.outcome().code())
                .tag("would", would.outcome().code())
                .register(meters)
                .increment();
        LOG.info(
                "Decision {} was {}; with the policies in dry run {} would have made it {}.",
                made.id(),
                made.outcome().code(),
                would.answer().policy() == null ? "none" : would.answer().policy(),
                would.outcome().code());
    }
}
