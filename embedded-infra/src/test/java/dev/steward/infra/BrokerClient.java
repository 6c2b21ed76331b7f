package dev.steward.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** What somebody can do with a broker; a method returns why not, or null. */
record BrokerClient(Map<String, Object> settings) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static BrokerClient stranger(KafkaProcess kafka) {
        return new BrokerClient(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    static BrokerClient of(KafkaProcess kafka, String principal, String password) {
        var login = "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + principal
                + "\" password=\"" + password + "\";";
        return new BrokerClient(Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                login));
    }

    Admin admin() {
        return Admin.create(settings);
    }

    /** What became of each topic; empty also when it is there. */
    Map<String, Optional<Throwable>> create(Collection<String> topics) throws InterruptedException {
        var outcomes = new HashMap<String, Optional<Throwable>>();
        try (var admin = admin()) {
            var made = admin.createTopics(topics.stream()
                    .map(topic -> new NewTopic(topic, Optional.of(1), Optional.empty()))
                    .toList());
            for (var topic : made.values().entrySet()) {
                var refusal = refusal(topic.getValue());
                outcomes.put(topic.getKey(), refusal.filter(cause -> !(cause instanceof TopicExistsException)));
            }
        }
        return outcomes;
    }

    /** As the relay does: acknowledged by all and idempotent. */
    Map<String, Optional<Throwable>> write(Collection<String> topics) throws InterruptedException {
        var outcomes = new HashMap<String, Optional<Throwable>>();
        var producing = with(Map.of("acks", "all", "enable.idempotence", true, "linger.ms", 0));
        try (var producer = new KafkaProducer<>(producing, new StringSerializer(), new StringSerializer())) {
            for (var topic : topics) {
                outcomes.put(topic, refusal(producer.send(new ProducerRecord<>(topic, "value"))));
            }
        }
        return outcomes;
    }

    private static Optional<Throwable> refusal(Future<?> outcome) throws InterruptedException {
        try {
            outcome.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.ofNullable(e.getCause());
        }
    }

    /** The topics whose records are refused; each must hold some. From their beginning and without a group. */
    Set<String> unreadable(Collection<String> topics) {
        var refused = new HashSet<String>();
        try (var consumer = consumer(Map.of())) {
            var unread = new HashSet<>(topics);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!unread.isEmpty()) {
                assertThat(System.nanoTime())
                        .as("neither read nor refused: %s", unread)
                        .isLessThan(deadline);
                var partitions = unread.stream()
                        .map(topic -> new TopicPartition(topic, 0))
                        .toList();
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                try {
                    consumer.poll(PATIENCE).forEach(found -> unread.remove(found.topic()));
                } catch (TopicAuthorizationException e) {
                    refused.addAll(e.unauthorizedTopics());
                    unread.removeAll(e.unauthorizedTopics());
                }
            }
        }
        return refused;
    }

    /** As a listener does, and commits. */
    @Nullable
    Throwable join(String group, String topic) {
        try (var consumer = consumer(Map.of("group.id", group, "auto.offset.reset", "earliest"))) {
            consumer.subscribe(List.of(topic));
            consumer.poll(PATIENCE);
            consumer.commitSync(PATIENCE);
            return null;
        } catch (KafkaException e) {
            return e;
        }
    }

    private KafkaConsumer<String, String> consumer(Map<String, Object> more) {
        var settings = new HashMap<>(more);
        settings.put("allow.auto.create.topics", false);
        settings.put("enable.auto.commit", false);
        return new KafkaConsumer<>(with(settings), new StringDeserializer(), new StringDeserializer());
    }

    private Map<String, Object> with(Map<String, Object> more) {
        var all = new HashMap<>(settings);
        all.putAll(more);
        return all;
    }
}
