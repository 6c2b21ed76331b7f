package dev.steward.kit.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.cloudevents.CloudEventCodec;
import dev.steward.kit.outbox.EventPublisher.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EventPublisherTest {

    private final Map<String, ApiException> failures = new HashMap<>();
    private final List<FailingProducer> producers = new ArrayList<>();
    private final Map<String, Throwable> refusals = new HashMap<>();
    private final List<Set<String>> lookups = new ArrayList<>();
    private boolean brokerAway;
    private boolean acknowledging = true;
    private final EventPublisher publisher = new EventPublisher(
            () -> {
                producers.add(new FailingProducer(failures, acknowledging));
                return producers.getLast();
            },
            new CloudEventCodec(JsonMapper.shared()),
            this::refused);

    @Test
    void sendsTheEventsOfAnAggregateInSequence() throws InterruptedException {
        Outcome outcome = send(row(4, "a", 2), row(1, "b", 1), row(3, "a", 1), row(2, "b", 2));

        assertThat(sent()).containsExactly("a1", "a2", "b1", "b2");
        assertThat(outcome.published()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
        assertThat(outcome.failure()).isNull();
    }

    @Test
    void stopsAtTheFirstRecordThatCannotBeHandedOver() throws InterruptedException {
        failures.put("a2", new TimeoutException("the buffer is full"));

        Outcome outcome = send(row(1, "a", 1), row(2, "a", 2), row(3, "a", 3), row(4, "b", 1));

        assertThat(sent()).containsExactly("a1");
        assertThat(outcome.published()).containsExactly(1L);
        assertThat(outcome.failure()).isInstanceOf(TimeoutException.class);
    }

    @Test
    void publishesOtherTopicsWhileOneIsStuck() throws InterruptedException {
        failures.put("a1", new TimeoutException("no metadata of the topic"));

        Outcome outcome = send(row(1, "stuck", "a", 1), row(2, "stuck", "a", 2), row(3, "session.events", "b", 1));

        assertThat(sent()).containsExactly("b1");
        assertThat(outcome.published()).containsExactly(3L);
        assertThat(outcome.failure()).isInstanceOf(TimeoutException.class);
    }

    @Test
    void handsNothingOverForATopicTheBrokerDoesNotHave() throws InterruptedException {
        refusals.put("missing", new UnknownTopicOrPartitionException("missing"));

        Outcome outcome = send(row(1, "missing", "a", 1), row(2, "session.events", "b", 1), row(3, "missing", "c", 1));

        assertThat(sent()).containsExactly("b1");
        assertThat(outcome.published()).containsExactly(2L);
        assertThat(outcome.held()).containsOnlyKeys("missing");
        assertThat(outcome.refused()).isEmpty();
        assertThat(outcome.failure()).isNull();
    }

    @Test
    void sendsAllInOrderOnceTheTopicIsThere() throws InterruptedException {
        refusals.put("late", new UnknownTopicOrPartitionException("late"));
        send(row(1, "late", "a", 1), row(2, "late", "a", 2));
        refusals.clear();

        Outcome outcome = send(row(2, "late", "a", 2), row(1, "late", "a", 1));

        assertThat(sent()).containsExactly("a1", "a2");
        assertThat(outcome.held()).isEmpty();
    }

    @Test
    void asksOnceForATopicThatIsThere() throws InterruptedException {
        send(row(1, "a", 1));
        send(row(2, "a", 2));

        assertThat(lookups).containsExactly(Set.of("session.events"));
    }

    @Test
    void setsRowsAsideForATopicThatCannotExist() throws InterruptedException {
        refusals.put("no topic!", new InvalidTopicException("no topic!"));

        Outcome outcome = send(row(1, "no topic!", "a", 1), row(2, "a", 2));

        assertThat(outcome.refused()).containsOnlyKeys(1L);
        assertThat(outcome.published()).containsExactly(2L);
        assertThat(outcome.held()).isEmpty();
    }

    @Test
    void holdsATopicItMayNotWrite() throws InterruptedException {
        failures.put("a1", new TopicAuthorizationException("foreign"));

        Outcome outcome = send(row(1, "foreign", "a", 1), row(2, "b", 1));

        assertThat(outcome.held()).containsOnlyKeys("foreign");
        assertThat(outcome.published()).containsExactly(2L);
        assertThat(outcome.failure()).isNull();
    }

    @Test
    void waitsWithEverythingWhenNoBrokerAnswers() throws InterruptedException {
        brokerAway = true;

        Outcome outcome = send(row(1, "a", 1));

        assertThat(producers).isEmpty();
        assertThat(outcome.published()).isEmpty();
        assertThat(outcome.held()).isEmpty();
        assertThat(outcome.failure()).isInstanceOf(TimeoutException.class);
    }

    @Test
    void givesUpWhatIsInFlightForATopicThatWasDeleted() throws InterruptedException {
        acknowledging = false;

        Outcome outcome = publisher.send(List.of(row(1, "deleted", "a", 1)), () -> {
            refusals.put("deleted", new UnknownTopicOrPartitionException("deleted"));
            return true;
        });

        assertThat(outcome.held()).containsOnlyKeys("deleted");
        assertThat(outcome.failure()).isNull();
        assertThat(producers).singleElement().matches(MockProducer::closed);
    }

    @Test
    void goesOnBehindARecordThatNoBrokerTakes() throws InterruptedException {
        failures.put("a2", new RecordTooLargeException("2 MB"));

        Outcome outcome = send(row(1, "a", 1), row(2, "a", 2), row(3, "a", 3));

        assertThat(outcome.published()).containsExactly(1L, 3L);
        assertThat(outcome.refused()).containsExactly(Map.entry(2L, "RecordTooLargeException: 2 MB"));
        assertThat(outcome.failure()).isNull();
    }

    @Test
    void setsARowAsideThatFailsTenTimesForNoKnownReason() throws InterruptedException {
        failures.put("a1", new UnknownServerException("odd"));
        for (int i = 0; i < 9; i++) {
            assertThat(send(row(1, "a", 1)).refused()).isEmpty();
        }

        assertThat(send(row(1, "a", 1)).refused()).containsOnlyKeys(1L);
    }

    @Test
    void neverSetsARowAsideForAMissingRight() throws InterruptedException {
        failures.put("a1", new TopicAuthorizationException("session.events"));
        for (int i = 0; i < 30; i++) {
            assertThat(send(row(1, "a", 1)).refused()).isEmpty();
        }
    }

    @Test
    void dropsWhatIsInFlightWhenToldToGiveUp() throws InterruptedException {
        acknowledging = false;

        Outcome outcome = publisher.send(List.of(row(1, "a", 1)), () -> false);

        assertThat(outcome.published()).isEmpty();
        assertThat(outcome.failure()).isNotNull();
        assertThat(producers).singleElement().matches(MockProducer::closed);
    }

    @Test
    void takesANewProducerAfterAFailureThatIsNotTransient() throws InterruptedException {
        failures.put("a1", new UnknownServerException("odd"));
        send(row(1, "a", 1));
        failures.clear();

        assertThat(send(row(1, "a", 1)).published()).containsExactly(1L);
        assertThat(producers).hasSize(2).first().matches(MockProducer::closed);
    }

    private Map<String, Throwable> refused(Set<String> topics) {
        if (brokerAway) {
            throw new TimeoutException("no broker");
        }
        lookups.add(Set.copyOf(topics));
        var refused = new HashMap<>(refusals);
        refused.keySet().retainAll(topics);
        return refused;
    }

    private Outcome send(OutboxRow... rows) throws InterruptedException {
        return publisher.send(List.of(rows), () -> true);
    }

    private List<String> sent() {
        return producers.stream()
                .flatMap(each -> each.history().stream())
                .map(EventPublisherTest::name)
                .toList();
    }

    private static OutboxRow row(long position, String aggregate, long sequence) {
        return row(position, "session.events", aggregate, sequence);
    }

    private static OutboxRow row(long position, String topic, String aggregate, long sequence) {
        var event = new CloudEvent(
                "id-" + position,
                "/kit-test",
                "session.started.v1",
                aggregate,
                Instant.EPOCH,
                "session",
                sequence,
                null,
                null,
                null,
                null,
                "{}".getBytes(UTF_8));
        return new OutboxRow(position, topic, event);
    }

    private static String name(ProducerRecord<byte[], byte[]> record) {
        return new String(record.key(), UTF_8)
                + new String(record.headers().lastHeader("ce_sequence").value(), UTF_8);
    }

    /** Fails the records it is told to, as the real one does: by way of callback and future. */
    private static final class FailingProducer extends MockProducer<byte[], byte[]> {

        private final Map<String, ApiException> failures;

        FailingProducer(Map<String, ApiException> failures, boolean acknowledging) {
            super(acknowledging, null, new ByteArraySerializer(), new ByteArraySerializer());
            this.failures = failures;
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            ApiException failure = failures.get(name(record));
            if (failure == null) {
                return super.send(record, callback);
            }
            callback.onCompletion(null, failure);
            return CompletableFuture.failedFuture(failure);
        }
    }
}
