package dev.steward.gateway.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.steward.events.Topics;
import dev.steward.gateway.intake.IntakeLedger.Claims;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.cloudevents.CloudEventCodec;
import dev.steward.kit.cloudevents.SentEvent;
import dev.steward.kit.web.Correlation;
import dev.steward.kit.web.Problem;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Publishes events once each. What is claimed is sent, and is remembered as published when the broker said so. Whoever was
 * cut off in between leaves a claim that runs out; the next one who sends the same looks on the topic whether it is there.
 */
public final class EventIntake {

    private static final Logger LOG = LoggerFactory.getLogger(EventIntake.class);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final IntakeLedger ledger;
    private final SignalTopic topic;
    private final CloudEventCodec codec;
    private final Scheduler blocking;
    private final Duration patience;
    private final Semaphore places;

    public EventIntake(
            IntakeLedger ledger,
            SignalTopic topic,
            CloudEventCodec codec,
            Scheduler blocking,
            IntakeSettings settings) {
        this.ledger = ledger;
        this.topic = topic;
        this.codec = codec;
        this.blocking = blocking;
        this.patience = settings.patience();
        this.places = new Semaphore(settings.atOnce());
    }

    /** Completes when all are on the topic. Goes on to its end when nobody waits for it any more. */
    Mono<IntakeResponse> accept(List<SentEvent.Whole> sent) {
        return Mono.deferContextual(context -> {
            if (!places.tryAcquire()) {
                return Mono.error(Problem.unavailable("Too many events are being taken in; try again.", SOON));
            }
            @Nullable String trace = Correlation.of(context);
            Map<String, SentEvent.Whole> events = new LinkedHashMap<>();
            sent.forEach(event -> events.putIfAbsent(
                    digest(event.event().source(), event.event().id()), traced(event, trace)));
            CompletableFuture<@Nullable Integer> work = publish(events, System.nanoTime() + patience.toNanos())
                    .doFinally(_ -> places.release())
                    .contextWrite(context)
                    .toFuture();
            return Mono.fromFuture(work, true)
                    .timeout(patience, Mono.error(() -> away("did not acknowledge in time")))
                    .map(published -> new IntakeResponse(published, sent.size() - published));
        });
    }

    /**
     * How many were published by this.
     *
     * @param deadline until when others are waited for that send the same
     */
    private Mono<Integer> publish(Map<String, SentEvent.Whole> events, long deadline) {
        return ledger.claim(UUID.randomUUID(), events.keySet()).flatMap(claims -> send(claims, events)
                .flatMap(published -> claims.running().isEmpty()
                        ? Mono.just(published)
                        : awaitOthers(claims.running(), events, deadline).map(more -> published + more)));
    }

    /** Another request sends the same at this moment: its end is waited for, and what it leaves is taken over. */
    private Mono<Integer> awaitOthers(Set<String> running, Map<String, SentEvent.Whole> events, long deadline) {
        if (System.nanoTime() - deadline > 0) {
            return Mono.error(
                    Problem.unavailable("The same event is being published by another request; try again.", SOON));
        }
        Map<String, SentEvent.Whole> left = new LinkedHashMap<>(events);
        left.keySet().retainAll(running);
        return Mono.delay(LOOK).then(Mono.defer(() -> publish(left, deadline)));
    }

    private Mono<Integer> send(Claims claims, Map<String, SentEvent.Whole> events) {
        return found(claims)
                .onErrorResume(error -> ledger.release(claims.owner(), all(claims))
                        .onErrorComplete()
                        .then(Mono.error(away(error.toString()))))
                .flatMap(found -> {
                    Set<String> unsent = all(claims);
                    unsent.removeAll(found);
                    Mono<Map<String, CompletableFuture<Void>>> handed = Mono.fromCallable(() -> {
                                Map<String, SentEvent.Whole> due = new LinkedHashMap<>(events);
                                due.keySet().retainAll(unsent);
                                return hand(due);
                            })
                            .subscribeOn(blocking);
                    return handed.flatMap(acknowledgements -> settle(claims, found, acknowledgements));
                });
    }

    /** Until one fails at once: each that follows would wait for a broker that is away, and longer than its lease. */
    private Map<String, CompletableFuture<Void>> hand(Map<String, SentEvent.Whole> due) {
        Map<String, CompletableFuture<Void>> acknowledgements = new LinkedHashMap<>();
        @Nullable CompletableFuture<Void> failed = null;
        for (var each : due.entrySet()) {
            CompletableFuture<Void> sent =
                    failed == null ? topic.send(codec.encode(Topics.PLATFORM_SIGNALS, each.getValue())) : failed;
            failed = sent.isCompletedExceptionally() ? sent : null;
            acknowledgements.put(each.getKey(), sent);
        }
        return acknowledgements;
    }

    private Mono<Integer> settle(
            Claims claims, Set<String> found, Map<String, CompletableFuture<Void>> acknowledgements) {
        Mono<Void> ended = Mono.fromFuture(
                        CompletableFuture.allOf(acknowledgements.values().toArray(CompletableFuture[]::new)))
                .onErrorComplete();
        return ended.then(Mono.defer(() -> {
            Set<String> published = new HashSet<>(found);
            Set<String> failed = new HashSet<>();
            acknowledgements.forEach((digest, acknowledged) ->
                    (acknowledged.isCompletedExceptionally() ? failed : published).add(digest));
            // The broker has them, whatever the database says now: whoever sends them again finds them on the topic.
            Mono<Void> remembered = ledger.settle(claims.owner(), published)
                    .then(ledger.release(claims.owner(), failed))
                    .doOnError(error -> LOG.warn("What was published could not be noted: {}", error.toString()))
                    .onErrorComplete();
            return remembered.then(
                    failed.isEmpty()
                            ? Mono.just(acknowledgements.size())
                            : Mono.error(() -> away(cause(acknowledgements.values()))));
        }));
    }

    /** Looking may take longer than the lease; then somebody else has taken over. */
    private Mono<Set<String>> found(Claims claims) {
        return claims.doubtful().isEmpty()
                ? Mono.just(Set.of())
                : Mono.<Set<String>>fromCallable(() -> topic.find(
                                claims.doubtful().keySet(),
                                claims.doubtful().values().stream()
                                        .min(Comparator.naturalOrder())
                                        .orElse(Instant.EPOCH),
                                EventIntake::digest))
                        .subscribeOn(blocking)
                        .flatMap(found -> ledger.renew(claims.owner(), all(claims))
                                .flatMap(held -> held
                                        ? Mono.just(found)
                                        : Mono.error(new IllegalStateException("another request took over"))));
    }

    private static Set<String> all(Claims claims) {
        Set<String> all = new HashSet<>(claims.fresh());
        all.addAll(claims.doubtful().keySet());
        return all;
    }

    private static Problem away(String reason) {
        LOG.warn("Events are not taken in: {}", reason);
        return Problem.unavailable("The broker did not take the events; try again.", SOON);
    }

    private static String cause(Collection<CompletableFuture<Void>> acknowledgements) {
        return acknowledgements.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .map(CompletableFuture::exceptionNow)
                .map(Throwable::toString)
                .findFirst()
                .orElse("");
    }

    private static SentEvent.Whole traced(SentEvent.Whole sent, @Nullable String trace) {
        CloudEvent event = sent.event();
        return event.correlationId() != null || trace == null
                ? sent
                : new SentEvent.Whole(
                        new CloudEvent(
                                event.id(),
                                event.source(),
                                event.type(),
                                event.subject(),
                                event.time(),
                                event.aggregateType(),
                                event.sequence(),
                                event.projectId(),
                                trace,
                                event.causationId(),
                                event.traceparent(),
                                event.data()),
                        sent.extensions());
    }

    private static String digest(ConsumerRecord<byte[], byte[]> record) {
        return digest(text(record, "ce_source"), text(record, "ce_id"));
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        @Nullable Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    /** Of what names an event for ever; both parts may be long, and an index takes no long keys. */
    private static String digest(String source, String id) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(source.getBytes(UTF_8));
            sha.update((byte) 0);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sha.digest(id.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
