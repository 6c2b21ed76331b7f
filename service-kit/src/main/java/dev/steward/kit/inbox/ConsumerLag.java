package dev.steward.kit.inbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.common.Metric;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * How many records wait for this instance's part of a consumer group, without those it has fetched; not a number while nobody
 * knows.
 */
final class ConsumerLag {

    private static final String LAG_OF_A_PARTITION = "records-lag";

    private ConsumerLag() {}

    static void tell(String group, ConcurrentMessageListenerContainer<byte[], byte[]> container, MeterRegistry meters) {
        Gauge.builder("steward.inbox.lag", container, ConsumerLag::of)
                .description("Records that wait to be handled")
                .tag("group", group)
                .register(meters);
    }

    private static double of(ConcurrentMessageListenerContainer<byte[], byte[]> container) {
        return container.metrics().values().stream()
                .flatMap(metrics -> metrics.values().stream())
                .filter(metric -> metric.metricName().name().equals(LAG_OF_A_PARTITION))
                .map(Metric::metricValue)
                .filter(Double.class::isInstance)
                .mapToDouble(Double.class::cast)
                .filter(value -> !Double.isNaN(value))
                .reduce(Double::sum)
                .orElse(Double.NaN);
    }
}
