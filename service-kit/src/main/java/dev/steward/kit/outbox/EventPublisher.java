package dev.steward.kit.outbox;

import dev.steward.kit.cloudevents.CloudEventCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * Sends batches of rows, all of a batch in flight together. The producer's delivery timeout has to be as good as
 * endless: while the broker is away records then wait inside it in their order, and no later event of an aggregate
 * overtakes one that timed out. Used by one thread.
 */
final class EventPublisher implements AutoCloseable {

    private static final Duration CHECK = Duration.ofSeconds(1);

    /** How often in a row a topic with records in flight has to be missing before they are given up. */
    private static final int LOOKS = 2;

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final CloudEventCodec codec;
    private final TopicLookup topics;
    private final Refusals refusals = new Refusals();
    private final Set<String> usable = new HashSet<>();
    private @Nullable Producer<byte[], byte[]> producer;

    EventPublisher(Supplier<Producer<byte[], byte[]>> producers, CloudEventCodec codec, TopicLookup topics) {
        this.producers = producers;
        this.codec = codec;
        this.topics = topics;
    }

    /**
     * What became of a batch.
     *
     * @param published positions the broker has acknowledged
     * @param refused positions no broker will take, each with the cause
     * @param held topics a healthy broker does not take for now, each with the cause; their rows are left for later
     * @param failure why others are left for later; null when there are none
     */
    record Outcome(
            Set<Long> published,
            Map<Long, String> refused,
            Map<String, Throwable> held,
            @Nullable Throwable failure) {}

    private record InFlight(OutboxRow row, CompletableFuture<Void> acknowledged) {}

    /**
     * Returns when every row that could be handed to the producer is acknowledged or has failed.
     *
     * @param goOn asked about once a second while acknowledgements are outstanding; false gives up what is in flight
     */
    Outcome send(List<OutboxRow> rows, BooleanSupplier goOn) throws InterruptedException {
        Map<String, Throwable> held = new HashMap<>();
        List<InFlight> batch = new ArrayList<>(rows.size());
        try {
            lookUp(rows, held);
            enqueue(rows, batch, held);
        } catch (KafkaException noBroker) {
            return settle(batch, held, goOn, noBroker);
        }
        return settle(batch, held, goOn, null);
    }

    /** Before anything is handed over, because a producer holds up everybody while it waits for a missing topic. */
    private void lookUp(List<OutboxRow> rows, Map<String, Throwable> held) throws InterruptedException {
        Set<String> unknown = new HashSet<>();
        rows.forEach(row -> unknown.add(row.topic()));
        unknown.removeAll(usable);
        if (!unknown.isEmpty()) {
            held.putAll(topics.refused(unknown));
            unknown.removeAll(held.keySet());
            usable.addAll(unknown);
        }
    }

    private void enqueue(List<OutboxRow> rows, List<InFlight> batch, Map<String, Throwable> held)
            throws InterruptedException {
        Set<String> stuck = new HashSet<>();
        for (OutboxRow row : rows.stream().sorted(OutboxRow.BY_AGGREGATE).toList()) {
            String topic = row.topic();
            Throwable refusal = held.get(topic);
            if (refusal != null) {
                batch.add(new InFlight(row, CompletableFuture.failedFuture(refusal)));
            } else if (!stuck.contains(topic)) {
                // What was not even taken into the buffer must not be overtaken by what comes after it.
                InFlight sent = new InFlight(row, enqueue(row));
                batch.add(sent);
                if (isStuck(sent.acknowledged())) {
                    stuck.add(topic);
                    usable.remove(topic);
                    held.putAll(topics.refused(Set.of(topic)));
                }
            }
        }
    }

    private Outcome settle(
            List<InFlight> batch, Map<String, Throwable> held, BooleanSupplier goOn, @Nullable Throwable noBroker)
            throws InterruptedException {
        if (!awaitAll(batch, held, goOn)) {
            discard();
        }
        return outcome(batch, held, noBroker);
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

    private boolean awaitAll(List<InFlight> batch, Map<String, Throwable> held, BooleanSupplier goOn)
            throws InterruptedException {
        var all = CompletableFuture.allOf(
                batch.stream().map(InFlight::acknowledged).toArray(CompletableFuture[]::new));
        int looks = 0;
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
                looks = isOnlyForMissingTopics(batch, held) ? looks + 1 : 0;
                if (looks == LOOKS) {
                    return false;
                }
            }
        }
    }

    /** Whether nothing is in flight but for topics that were deleted: a producer would wait for those for ever. */
    private boolean isOnlyForMissingTopics(List<InFlight> batch, Map<String, Throwable> held)
            throws InterruptedException {
        Set<String> outstanding = new HashSet<>();
        for (InFlight sent : batch) {
            if (!sent.acknowledged().isDone()) {
                outstanding.add(sent.row().topic());
            }
        }
        try {
            Map<String, Throwable> refused = topics.refused(outstanding);
            if (!refused.keySet().equals(outstanding)) {
                return false;
            }
            held.putAll(refused);
            return true;
        } catch (KafkaException _) {
            return false;
        }
    }

    private Outcome outcome(List<InFlight> batch, Map<String, Throwable> held, @Nullable Throwable noBroker) {
        Set<Long> published = new LinkedHashSet<>();
        Map<Long, String> refused = new LinkedHashMap<>();
        Throwable failure = noBroker;
        for (InFlight sent : batch) {
            long position = sent.row().position();
            String topic = sent.row().topic();
            switch (sent.acknowledged().state()) {
                case SUCCESS -> published.add(position);
                case FAILED -> {
                    Throwable cause = sent.acknowledged().exceptionNow();
                    if (refusals.isFinal(position, cause)) {
                        refused.put(position, Refusals.text(cause));
                    } else if (cause instanceof TopicAuthorizationException) {
                        held.put(topic, cause);
                    } else if (!held.containsKey(topic)) {
                        failure = cause;
                    }
                }
                case RUNNING, CANCELLED -> {
                    if (!held.containsKey(topic)) {
                        failure = new TimeoutException("given up before the acknowledgement");
                    }
                }
            }
        }
        held.values().removeIf(Refusals::isFinal);
        if (failure != null && !(failure instanceof RetriableException)) {
            // A producer can be past saving; a new one costs little.
            discard();
        }
        return new Outcome(published, refused, held, failure);
    }

    /** Drops what is in flight, so that it is not sent behind the back of the next leader, and starts afresh. */
    void discard() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
            usable.clear();
        }
    }

    @Override
    public void close() {
        discard();
    }
}
