package dev.steward.kit.security.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.events.trust.PoliciesComplete;
import dev.steward.events.trust.SnapshotComplete;
import dev.steward.kit.cloudevents.CloudEventCodec;
import dev.steward.kit.cloudevents.EventData;
import dev.steward.kit.web.WireJson;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

class TrustStateLifecycleTest {

    @Test
    void aSnapshotThatCannotBeSavedDoesNotHoldUpTheEnd() throws InterruptedException {
        TrustState state = new TrustState(Duration.ofSeconds(2));
        state.entries().apply(new TrustEntry(TrustState.SNAPSHOT_COMPLETE, 1, new SnapshotComplete(0, Instant.EPOCH)));
        state.entries().apply(new TrustEntry(TrustState.POLICIES_COMPLETE, 1, new PoliciesComplete(0, Instant.EPOCH)));
        var records = new TrustRecords(new CloudEventCodec(WireJson.lenient()), new EventData(WireJson.lenient()));
        Clock clock = Clock.systemUTC();
        var lifecycle = new TrustStateLifecycle(
                state,
                away -> new TrustStateReader(TrustStateLifecycleTest::emptyTopics, records, state, clock, away),
                new TrustSnapshotStore(
                        DatabaseClient.create(new Hanging()), new TrustSnapshotCodec(WireJson.lenient())),
                new TrustProperties(Duration.ofSeconds(2), Duration.ofMillis(250), Duration.ofHours(1)),
                clock);
        lifecycle.start();
        await().atMost(Duration.ofMinutes(1)).until(() -> lifecycle.reader().confirmedAt() != null);

        CountDownLatch ended = new CountDownLatch(1);
        lifecycle.stop(ended::countDown);

        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private static MockConsumer<byte[], byte[]> emptyTopics() {
        var consumer = new MockConsumer<byte[], byte[]>("earliest");
        for (String topic : List.of(Topics.TRUST_STATE, Topics.TRUST_POLICIES)) {
            var partition = new TopicPartition(topic, 0);
            consumer.updatePartitions(topic, List.of(new PartitionInfo(topic, 0, null, new Node[0], new Node[0])));
            consumer.updateBeginningOffsets(Map.of(partition, 0L));
            consumer.updateEndOffsets(Map.of(partition, 0L));
        }
        return consumer;
    }

    /** A database that takes no connection and refuses none. */
    private record Hanging() implements ConnectionFactory {

        @Override
        public Mono<Connection> create() {
            return Mono.never();
        }

        @Override
        public ConnectionFactoryMetadata getMetadata() {
            return () -> "PostgreSQL";
        }
    }
}
