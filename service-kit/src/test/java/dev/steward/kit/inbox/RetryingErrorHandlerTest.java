package dev.steward.kit.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import dev.steward.kit.cloudevents.BadEventException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.MessageListenerContainer;

class RetryingErrorHandlerTest {

    private static final TopicPartition FAILING = new TopicPartition("session.events", 0);
    private static final TopicPartition OTHER = new TopicPartition("session.events", 1);
    private static final Exception BUG = new IllegalStateException("a bug");
    private static final Exception OUTAGE = new IllegalStateException(new TimeoutException("no connection"));

    private final List<Long> letters = new ArrayList<>();
    private final MessageListenerContainer container = mock();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private boolean brokerTakesLetters = true;
    private final RetryingErrorHandler handler = new RetryingErrorHandler(
            "group",
            (record, _) -> {
                if (!brokerTakesLetters) {
                    throw new KafkaException("away");
                }
                letters.add(record.offset());
            },
            new InboxProperties(
                    Duration.ofDays(7),
                    Duration.ofMinutes(5),
                    8,
                    Duration.ofMillis(1),
                    Duration.ofMillis(2),
                    Duration.ofSeconds(1)));

    @BeforeEach
    void assign() {
        consumer.assign(List.of(FAILING, OTHER));
    }

    @Test
    void parksBadDataAtOnceAndGoesOnBehindIt() {
        fail(new BadEventException("id is missing"));

        assertThat(letters).containsExactly(10L);
        assertThat(consumer.position(FAILING)).isEqualTo(11);
        assertThat(consumer.position(OTHER)).isEqualTo(50);
        verify(container, never()).pausePartition(any());
    }

    @Test
    void triesAnythingElseEightTimes() {
        for (int i = 0; i < 7; i++) {
            failAndExpectAnotherTry(BUG);
        }
        assertThat(letters).isEmpty();

        fail(BUG);

        assertThat(letters).containsExactly(10L);
    }

    @Test
    void countsFailuresThatChangeTheirKind() {
        for (int i = 0; i < 7; i++) {
            failAndExpectAnotherTry(i % 2 == 0 ? BUG : new IllegalArgumentException("another"));
        }
        fail(BUG);

        assertThat(letters).containsExactly(10L);
    }

    @Test
    void waitsForInfrastructureForEver() {
        for (int i = 0; i < 500; i++) {
            failAndExpectAnotherTry(OUTAGE);
        }
        assertThat(letters).isEmpty();

        for (int i = 0; i < 7; i++) {
            failAndExpectAnotherTry(BUG);
            failAndExpectAnotherTry(OUTAGE);
        }
        fail(BUG);

        assertThat(letters).containsExactly(10L);
    }

    @Test
    void restsOnlyThePartitionThatFailedAndOnlyForAWhile() {
        failAndExpectAnotherTry(OUTAGE);

        assertThat(consumer.position(FAILING)).isEqualTo(10);
        assertThat(consumer.position(OTHER)).isEqualTo(50);
        verify(container).pausePartition(FAILING);
        verify(container, never()).pausePartition(OTHER);
        verify(container, timeout(10_000)).resumePartition(FAILING);
    }

    @Test
    void keepsAnEventWhoseDeadLetterTheBrokerDoesNotTake() {
        brokerTakesLetters = false;
        failAndExpectAnotherTry(new BadEventException("id is missing"));
        failAndExpectAnotherTry(new BadEventException("id is missing"));
        assertThat(consumer.position(FAILING)).isEqualTo(10);

        brokerTakesLetters = true;
        fail(new BadEventException("id is missing"));

        assertThat(letters).containsExactly(10L);
    }

    @Test
    void startsCountingAnewForTheNextEvent() {
        for (int i = 0; i < 7; i++) {
            failAndExpectAnotherTry(BUG);
        }

        assertThatThrownBy(() -> handler.handleRemaining(BUG, List.of(record(FAILING, 11)), consumer, container))
                .isInstanceOf(KafkaException.class);
        assertThat(letters).isEmpty();
    }

    private void failAndExpectAnotherTry(Exception thrown) {
        assertThatThrownBy(() -> fail(thrown)).isInstanceOf(KafkaException.class);
    }

    private void fail(Exception thrown) {
        handler.handleRemaining(
                thrown,
                List.of(record(FAILING, 10), record(FAILING, 11), record(OTHER, 50), record(OTHER, 51)),
                consumer,
                container);
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
        return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[0], new byte[0]);
    }
}
