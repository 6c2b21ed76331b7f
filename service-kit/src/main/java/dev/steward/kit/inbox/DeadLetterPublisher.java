package dev.steward.kit.inbox;

import dev.steward.events.Topics;
import dev.steward.kit.cloudevents.BadEventException;
import dev.steward.kit.cloudevents.CloudEventCodec;
import dev.steward.kit.database.Outage;
import dev.steward.kit.outbox.KafkaClients;
import dev.steward.kit.web.Correlation;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.kafka.KafkaException;

/**
 * Moves a record that cannot be processed to the dead-letter topic of the group that failed on it. It waits for the
 * broker's acknowledgement, because the record's offset is committed next.
 */
final class DeadLetterPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterPublisher.class);
    private static final int TIMEOUT_SECONDS = 30;

    private final KafkaClients clients;
    private final MeterRegistry meters;
    private final Clock clock;
    private @Nullable Producer<byte[], byte[]> producer;

    DeadLetterPublisher(KafkaClients clients, MeterRegistry meters, Clock clock) {
        this.clients = clients;
        this.meters = meters;
        this.clock = clock;
    }

    void publish(String group, ConsumerRecord<?, ?> record, Throwable error) {
        String cause = cause(error);
        String exception = Outage.rootOf(error).getClass().getName();
        ProducerRecord<byte[], byte[]> letter = letter(group, record, cause, exception, (byte[]) record.value());
        try {
            send(letter);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof RecordTooLargeException)) {
                throw new KafkaException("the dead letter was not taken", e);
            }
            ProducerRecord<byte[], byte[]> bare = letter(group, record, cause, exception, new byte[0]);
            DeadLetterHeaders.put(bare.headers(), DeadLetterHeaders.VALUE_OMITTED, "true");
            sendBare(bare);
        }
        meters.counter("steward.inbox.dead-letters", "group", group).increment();
        try (var _ = MDC.putCloseable(
                Correlation.KEY, DeadLetterHeaders.text(record.headers(), CloudEventCodec.CORRELATION_HEADER))) {
            LOG.error(
                    "{} gave up on {}-{}@{}: {}",
                    group,
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    cause,
                    error);
        }
    }

    private void sendBare(ProducerRecord<byte[], byte[]> letter) {
        try {
            send(letter);
        } catch (ExecutionException e) {
            throw new KafkaException("the dead letter was not taken", e);
        }
    }

    private void send(ProducerRecord<byte[], byte[]> letter) throws ExecutionException {
        try {
            producer().send(letter).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        } catch (TimeoutException e) {
            throw new KafkaException("the broker did not acknowledge the dead letter", e);
        }
    }

    /** Made for the first letter; most services never write one. */
    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = clients.producer("dead-letters", TIMEOUT_SECONDS * 1000);
        }
        return producer;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ZERO); // Whoever sends a letter waits for it.
        }
    }

    private ProducerRecord<byte[], byte[]> letter(
            String group, ConsumerRecord<?, ?> record, String cause, String exception, byte[] value) {
        Instant recorded = Instant.ofEpochMilli(record.timestamp());
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(Topics.deadLetters(group), null, (byte[]) record.key(), value, record.headers());
        Headers headers = letter.headers();
        DeadLetterHeaders.put(headers, DeadLetterHeaders.CAUSE, cause);
        DeadLetterHeaders.put(headers, DeadLetterHeaders.EXCEPTION, exception);
        DeadLetterHeaders.put(headers, DeadLetterHeaders.TOPIC, record.topic());
        DeadLetterHeaders.put(headers, DeadLetterHeaders.PARTITION, String.valueOf(record.partition()));
        DeadLetterHeaders.put(headers, DeadLetterHeaders.OFFSET, String.valueOf(record.offset()));
        DeadLetterHeaders.put(headers, DeadLetterHeaders.RECORDED, recorded.toString());
        DeadLetterHeaders.put(headers, DeadLetterHeaders.FAILED, clock.instant().toString());
        return letter;
    }

    private static String cause(Throwable error) {
        return BadEventException.in(error).map(BadEventException::reason).orElse(DeadLetterHeaders.HANDLER_FAILED);
    }
}
