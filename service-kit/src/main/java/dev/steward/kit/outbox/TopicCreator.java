package dev.steward.kit.outbox;

import dev.steward.kit.outbox.OwnedTopics.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Creates the topics this service owns, in the background, whenever the broker is there and they are not. */
final class TopicCreator implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TopicCreator.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final Supplier<Admin> clients;
    private final List<Topic> topics;
    private final TopicProperties properties;
    private final RelaySignal look = new RelaySignal();
    private volatile boolean running;
    private volatile boolean settled;

    TopicCreator(Supplier<Admin> clients, OwnedTopics owned, TopicProperties properties) {
        this.clients = clients;
        this.topics = owned.topics();
        this.properties = properties;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("topic-creation").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        look.wake();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return OutboxRelay.PHASE;
    }

    /** Makes a topic again that was there before, such as after the broker lost its data. */
    void missing(String topic) {
        if (settled && topics.stream().anyMatch(each -> each.name().equals(topic))) {
            look.wake();
        }
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (running) {
                if (created()) {
                    pause = FIRST_PAUSE;
                    settled = true;
                    boolean _ = look.await(FOR_EVER);
                    settled = false;
                } else {
                    boolean _ = look.await(pause);
                    pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean created() throws InterruptedException {
        if (topics.isEmpty()) {
            return true;
        }
        try (Admin admin = clients.get()) {
            var created = admin.createTopics(topics.stream().map(this::newTopic).toList());
            boolean all = true;
            for (var topic : created.values().entrySet()) {
                all &= isThere(topic.getKey(), topic.getValue());
            }
            return all;
        } catch (KafkaException e) {
            LOG.warn("Topics are not created yet: {}", e.toString());
            return false;
        }
    }

    private static boolean isThere(String topic, java.util.concurrent.Future<Void> creation)
            throws InterruptedException {
        try {
            creation.get();
            LOG.info("Created topic {}", topic);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return true;
            }
            LOG.warn("Topic {} is not created yet: {}", topic, String.valueOf(e.getCause()));
            return false;
        }
    }

    private NewTopic newTopic(Topic topic) {
        int partitions = topic.partitions() == 0 ? properties.partitions() : topic.partitions();
        Map<String, String> settings =
                switch (topic.kept()) {
                    case FOR_A_WHILE ->
                        Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                TopicConfig.CLEANUP_POLICY_DELETE,
                                TopicConfig.RETENTION_MS_CONFIG,
                                String.valueOf(properties.retention().toMillis()));
                    // Small segments, because the active one is never compacted.
                    case COMPACTED ->
                        Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                TopicConfig.CLEANUP_POLICY_COMPACT,
                                TopicConfig.SEGMENT_MS_CONFIG,
                                String.valueOf(Duration.ofHours(6).toMillis()),
                                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                                "0.2");
                };
        return new NewTopic(topic.name(), Optional.of(partitions), Optional.empty()).configs(settings);
    }
}
