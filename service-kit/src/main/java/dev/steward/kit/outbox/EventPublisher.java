package dev.steward.kit.outbox;

import dev.steward.kit.cloudevents.CloudEventCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Sends batches of rows, all of a batch in flight together. The producer's delivery timeout has to be as good as
 * endless: while the broker is away records then wait inside it in their order, and no later event of an aggregate
 * overtakes one that timed out. Used by one thread.
 */
final class EventPublisher implements AutoCloseable {

    private static final Duration CHECK = Duration.ofSeconds(1);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final CloudEventCodec codec;
    private final Refusals refusals = new Refusals();
    private @Nullable Producer<byte[], byte[]> producer;

    EventPublisher(Supplier<Producer<byte[], byte[]>> producers, CloudEventCodec codec) {
        this.producers = producers;
        this.codec = codec;
    }

    /**
     * What became of a batch.
     *
     * @param published positions the broker has acknowledged
     * @param refused positions no broker will take, each with the cause
     * @param failure why the others are left for later; null when there are none
     */
    record Outcome(
            Set<Long> published,
            Map<Long, String> refused,
            @Nullable Throwable failure) {}

    private record InFlight(OutboxRow row, CompletableFuture<Void> acknowledged) {}

    /**
     * Returns when every row that could be handed to the producer is acknowledged or has failed.
     *
     * @param goOn asked about once a second while acknowledgements are outstanding; false gives up what is in flight
     */
    Outcome send(List<OutboxRow> rows, BooleanSupplier goOn) throws InterruptedException {
        List<InFlight> batch = new ArrayList<>(rows.size());
        Set<String> stuckTopics = new HashSet<>();
        for (OutboxRow row : rows.stream().sorted(OutboxRow.BY_AGGREGATE).toList()) {
            // What was not even taken into the buffer must not be overtaken by what comes after it.
            if (stuckTopics.contains(row.topic())) {
                continue;
            }
            InFlight sent = new InFlight(row, enqueue(row));
            batch.add(sent);
            if (isStuck(sent.acknowledged())) {
                stuckTopics.add(row.topic());
            }
        }
        if (!awaitAll(batch, goOn)) {
            discard();
        }
        return outcome(batch);
    }

    private CompletableFuture<Void> enqueue(OutboxRow row) {
        var acknowledged = new CompletableFuture<Void>();
        try {
            if (producer == null) {
                producer = producers.get();
            }
            var _ = producer.send(codec.encode(row.topic(), row.event()), (_, failure) -> {
                if (failure == null) {
                    acknowledged.complete(null);
                } else {
                    acknowledged.completeExceptionally(failure);
                }
            });
        } catch (KafkaException | IllegalStateException failure) {
            acknowledged.completeExceptionally(failure);
        }
        return acknowledged;
    }

    private static boolean isStuck(CompletableFuture<Void> acknowledged) {
        return acknowledged.isCompletedExceptionally() && !Refusals.isFinal(acknowledged.exceptionNow());
    }

    private static boolean awaitAll(List<InFlight> batch, BooleanSupplier goOn) throws InterruptedException {
        var all = CompletableFuture.allOf(
                batch.stream().map(InFlight::acknowledged).toArray(CompletableFuture[]::new));
        while (true) {
            try {
                all.get(CHECK.toMillis(), TimeUnit.MILLISECONDS);
                return true;
            } catch (ExecutionException _) {
                return true;
            } catch (TimeoutException _) {
                if (!goOn.getAsBoolean()) {
                    return false;
                }
            }
        }
    }

    private Outcome outcome(List<InFlight> batch) {
        Set<Long> published = new LinkedHashSet<>();
        Map<Long, String> refused = new LinkedHashMap<>();
        Throwable failure = null;
        for (InFlight sent : batch) {
            long position = sent.row().position();
            switch (sent.acknowledged().state()) {
                case SUCCESS -> published.add(position);
                case FAILED -> {
                    Throwable cause = sent.acknowledged().exceptionNow();
                    if (refusals.isFinal(position, cause)) {
                        refused.put(position, Refusals.text(cause));
                    } else {
                        failure = cause;
                    }
                }
                case RUNNING, CANCELLED -> failure = new TimeoutException("given up before the acknowledgement");
            }
        }
        if (failure != null && !(failure instanceof RetriableException)) {
            // A producer can be past saving; a new one costs little.
            discard();
        }
        return new Outcome(published, refused, failure);
    }

    /** Drops what is in flight, so that it is not sent behind the back of the next leader, and starts afresh. */
    void discard() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    @Override
    public void close() {
        discard();
    }
}
