package dev.steward.kit.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What operators watch of the outbox. Depth and age are known to the leader only; elsewhere they are not a number. */
final class RelayMetrics {

    private final Counter published;
    private final Counter quarantined;
    private volatile OutboxDepth depth = UNKNOWN;
    private volatile int topicsHeld;
    private volatile boolean leading;

    private static final OutboxDepth UNKNOWN = new OutboxDepth(0, 0);

    RelayMetrics(MeterRegistry registry) {
        published = Counter.builder("steward.outbox.published")
                .description("Events the broker acknowledged")
                .register(registry);
        quarantined = Counter.builder("steward.outbox.quarantined")
                .description("Events no broker would take, set aside with their cause")
                .register(registry);
        Gauge.builder("steward.outbox.depth", this, m -> m.leading ? m.depth.rows() : Double.NaN)
                .description("Events that wait to be published")
                .register(registry);
        Gauge.builder("steward.outbox.oldest.age", this, m -> m.leading ? m.depth.oldestSeconds() : Double.NaN)
                .description("How long the oldest of them has waited")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("steward.outbox.topics.held", this, m -> m.leading ? m.topicsHeld : Double.NaN)
                .description("Topics a healthy broker does not have or does not let this service write")
                .register(registry);
    }

    void published(int events) {
        published.increment(events);
    }

    void quarantined(int events) {
        quarantined.increment(events);
    }

    void topicsHeld(int topics) {
        topicsHeld = topics;
    }

    void leads(OutboxDepth now) {
        depth = now;
        leading = true;
    }

    void follows() {
        leading = false;
        depth = UNKNOWN;
        topicsHeld = 0;
    }
}
