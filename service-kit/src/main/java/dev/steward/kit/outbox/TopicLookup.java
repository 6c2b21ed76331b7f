package dev.steward.kit.outbox;

import java.util.Map;
import java.util.Set;

/** Tells topics that cannot be written to from a broker that is away. */
@FunctionalInterface
interface TopicLookup {

    /**
     * The topics a healthy broker does not have or does not let this service use, each with the cause.
     *
     * @throws org.apache.kafka.common.KafkaException when no broker answers
     */
    Map<String, Throwable> refused(Set<String> topics) throws InterruptedException;
}
