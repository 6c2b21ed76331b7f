package dev.steward.kit.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.steward.kit.cloudevents.BadEventException;
import dev.steward.kit.database.Outage;
import dev.steward.kit.web.Page;
import dev.steward.kit.web.PageQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The dead letters of this service's groups. A replay runs the failed group's own handler through the same inbox, so
 * that no other group sees the event again and an effect that was there already is not made twice.
 */
final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final Map<String, EventSubscription> subscriptions;
    private final DeadLetterTopic topic;
    private final DeadLetterAudit audit;
    private final Inbox inbox;
    private final TransactionalOperator transaction;
    private final Scheduler blocking;

    DeadLetters(
            List<EventSubscription> subscriptions,
            DeadLetterTopic topic,
            DeadLetterAudit audit,
            Inbox inbox,
            TransactionalOperator transaction,
            Scheduler blocking) {
        this.subscriptions = subscriptions.stream()
                .collect(Collectors.toUnmodifiableMap(EventSubscription::group, Function.identity()));
        this.topic = topic;
        this.audit = audit;
        this.inbox = inbox;
        this.transaction = transaction;
        this.blocking = blocking;
    }

    boolean knows(String group) {
        return subscriptions.containsKey(group);
    }

    List<String> groups() {
        return subscriptions.keySet().stream().sorted().toList();
    }

    /** Newest first, of one group or of all. */
    Mono<Page<DeadLetter>> list(Collection<String> of, PageQuery query) {
        int most = Math.toIntExact(query.offset() + query.pageSize());
        return Flux.fromIterable(of)
                .concatMap(group -> Mono.fromCallable(() -> newest(group, most)).subscribeOn(blocking))
                .collectList()
                .flatMap(groups -> Flux.fromStream(groups.stream().flatMap(group -> group.letters().stream()))
                        .sort(Comparator.comparing(DeadLetter::failedAt).reversed())
                        .skip(query.offset())
                        .take(query.pageSize())
                        .concatMap(this::withReplays)
                        .collectList()
                        .map(letters -> Page.of(
                                letters,
                                query,
                                groups.stream().mapToLong(Newest::total).sum())));
    }

    private record Newest(List<DeadLetter> letters, long total) {}

    private Newest newest(String group, int most) {
        DeadLetterTopic.Newest newest = topic.newest(group, most);
        return new Newest(
                newest.letters().stream().map(letter -> describe(group, letter)).toList(), newest.total());
    }

    /** Empty when there is no such letter. */
    Mono<DeadLetter> replay(String group, int partition, long offset, String by) {
        return Mono.fromCallable(() -> topic.find(group, partition, offset))
                .subscribeOn(blocking)
                .flatMap(Mono::justOrEmpty)
                .flatMap(letter ->
                        apply(group, letter, by).then(Mono.defer(() -> withReplays(describe(group, letter)))));
    }

    /** Effect and audit are one transaction; a failure is audited after its effect is rolled back. */
    private Mono<DeadLetter.Replay> apply(String group, ConsumerRecord<byte[], byte[]> letter, String by) {
        EventSubscription subscription = subscriptions.get(group);
        if (subscription == null) {
            return Mono.error(new IllegalArgumentException("not a group of this service: " + group));
        }
        Instant recorded = DeadLetterHeaders.time(letter.headers(), DeadLetterHeaders.RECORDED, letter.timestamp());
        return inbox.apply(subscription, letter, recorded)
                .flatMap(outcome -> audit.record(group, letter.partition(), letter.offset(), by, outcome.code(), null))
                .as(transaction::transactional)
                .doOnError(error -> LOG.warn("{} failed again on letter {}", group, letter.offset(), error))
                .onErrorResume(
                        error -> !Outage.isCauseOf(error),
                        error -> audit.record(group, letter.partition(), letter.offset(), by, "failed", reason(error)));
    }

    private static String reason(Throwable error) {
        return BadEventException.in(error).map(BadEventException::reason).orElse(DeadLetterHeaders.HANDLER_FAILED);
    }

    private Mono<DeadLetter> withReplays(DeadLetter letter) {
        return audit.replays(letter.group(), letter.partition(), letter.offset())
                .collectList()
                .map(letter::with);
    }

    private static DeadLetter describe(String group, ConsumerRecord<byte[], byte[]> letter) {
        var headers = letter.headers();
        return new DeadLetter(
                group,
                letter.partition(),
                letter.offset(),
                DeadLetterHeaders.text(headers, DeadLetterHeaders.CAUSE),
                DeadLetterHeaders.text(headers, DeadLetterHeaders.TOPIC),
                DeadLetterHeaders.number(headers, DeadLetterHeaders.PARTITION),
                DeadLetterHeaders.number(headers, DeadLetterHeaders.OFFSET),
                attribute(letter, "ce_id").orElse(null),
                attribute(letter, "ce_type").orElse(null),
                attribute(letter, "ce_subject").orElse(null),
                DeadLetterHeaders.time(headers, DeadLetterHeaders.RECORDED, letter.timestamp()),
                DeadLetterHeaders.time(headers, DeadLetterHeaders.FAILED, letter.timestamp()),
                List.of());
    }

    private static Optional<String> attribute(ConsumerRecord<byte[], byte[]> letter, String name) {
        @Nullable Header header = letter.headers().lastHeader(name);
        return header == null ? Optional.empty() : Optional.of(new String(header.value(), UTF_8));
    }
}
