package dev.steward.kit.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the broker itself: a producer only says that it waited in vain. */
final class BrokerTopics implements TopicLookup {

    /** Short, because a shutdown waits for it. */
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final Supplier<Admin> clients;
    private final Consumer<String> missing;

    /** Wants to know whom to tell of a topic that is not there. */
    BrokerTopics(Supplier<Admin> clients, Consumer<String> missing) {
        this.clients = clients;
        this.missing = missing;
    }

    @Override
    public Map<String, Throwable> refused(Set<String> topics) throws InterruptedException {
        Map<String, Throwable> refused = new HashMap<>();
        // Rarely asked, so that a client of its own each time costs less than one that is kept.
        Admin admin = clients.get();
        try {
            var options = new DescribeTopicsOptions().timeoutMs((int) ANSWER.toMillis());
            for (var topic :
                    admin.describeTopics(topics, options).topicNameValues().entrySet()) {
                try {
                    topic.getValue().get();
                } catch (ExecutionException e) {
                    refused.put(topic.getKey(), aboutTheTopic(Objects.requireNonNullElse(e.getCause(), e)));
                }
            }
        } finally {
            admin.close(Duration.ZERO);
        }
        refused.forEach((topic, cause) -> {
            if (cause instanceof UnknownTopicOrPartitionException) {
                missing.accept(topic);
            }
        });
        return refused;
    }

    private static Throwable aboutTheTopic(Throwable cause) {
        return switch (cause) {
            case UnknownTopicOrPartitionException _, InvalidTopicException _, TopicAuthorizationException _ -> cause;
            case KafkaException e -> throw e;
            default -> throw new KafkaException(cause);
        };
    }
}
