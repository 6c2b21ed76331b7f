package dev.steward.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.kit.cloudevents.CloudEventCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EventHubTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final TopicPartition FIRST = new TopicPartition(Topics.PLATFORM_SIGNALS, 0);
    private static final TopicPartition SECOND = new TopicPartition(Topics.SESSION_EVENTS, 0);

    private final JsonMapper json = JsonMapper.builder().build();
    private final Topicless consumer = new Topicless();
    private final EventHub hub = new EventHub(() -> consumer, new EventReader(new CloudEventCodec(json), json));

    @BeforeEach
    void start() {
        hub.start();
    }

    @AfterEach
    void stop() {
        hub.stop();
        await().atMost(DEADLINE).until(consumer::closed);
    }

    @Test
    void isNotReadyBeforeThereIsATopicToSayWhereOneIs() {
        await().atMost(DEADLINE).until(() -> consumer.looks.get() >= 3);
        assertThat(hub.isReady()).isFalse();

        consumer.create(FIRST, 7);
        await().atMost(DEADLINE).until(hub::isReady);
        assertThat(hub.join(new Subscription(_ -> true, 1, 1))).isEqualTo(Map.of(FIRST, 7L));
    }

    @Test
    void readsATopicThatCameLaterFromItsBeginning() {
        consumer.create(FIRST, 7);
        await().atMost(DEADLINE).until(hub::isReady);
        consumer.create(SECOND, 3);

        Subscription subscription = new Subscription(_ -> true, 1, 1);
        await().atMost(DEADLINE).until(() -> hub.join(subscription).size() == 2);
        assertThat(hub.join(subscription)).isEqualTo(Map.of(FIRST, 7L, SECOND, 0L));
    }

    /** Knows of no topic at first. */
    private static final class Topicless extends MockConsumer<byte[], byte[]> {

        private final AtomicInteger looks = new AtomicInteger();

        Topicless() {
            super("none");
        }

        void create(TopicPartition partition, long end) {
            updateBeginningOffsets(Map.of(partition, 0L));
            updateEndOffsets(Map.of(partition, end));
            updatePartitions(
                    partition.topic(),
                    List.of(new PartitionInfo(
                            partition.topic(), partition.partition(), Node.noNode(), new Node[0], new Node[0])));
        }

        @Override
        public Map<String, List<PartitionInfo>> listTopics(Duration timeout) {
            looks.incrementAndGet();
            return super.listTopics(timeout);
        }
    }
}
