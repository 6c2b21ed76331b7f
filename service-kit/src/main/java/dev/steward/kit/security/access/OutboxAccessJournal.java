package dev.steward.kit.security.access;

import dev.steward.events.UuidV7;
import dev.steward.events.access.AccessDenied;
import dev.steward.kit.config.ShutdownBudget;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.policy.Decision.PolicyVersion;
import dev.steward.kit.policy.Decision.RequiredAction;
import dev.steward.kit.security.Route;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Keeps each refusal as an event of the outbox, in a transaction of its own, and tells every minute and at the end how many
 * requests were let through. A process that is killed loses at most the counts of that minute. Safe for concurrent use.
 */
final class OutboxAccessJournal implements AccessJournal, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxAccessJournal.class);

    static final String EVERY = "${steward.access.count-every:PT1M}";

    /** How long an answer waits for a database that takes its time; the refusal is written all the same. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** One that hangs for ever would keep its place from all that come after it. */
    private static final Duration GIVEN_UP = Duration.ofSeconds(30);

    /** Of the 25 connections a service has. */
    private static final int WRITTEN_AT_ONCE = 4;

    private static final int WAITING = 256;

    private static final Duration PAUSE_OF_WARNINGS = Duration.ofMinutes(1);

    /** What a header of an event may say; whatever else was asked for is in the resource. */
    private static final Pattern PROJECT_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final MeterRegistry meters;
    private final Clock clock;

    private final WriteQueue writes = new WriteQueue(WRITTEN_AT_ONCE, WAITING);
    private final AtomicLong warned = new AtomicLong(System.nanoTime() - PAUSE_OF_WARNINGS.toNanos());
    private final AccessCounts counts;
    private final String counter;
    private final AtomicLong sequence = new AtomicLong();
    private volatile boolean running;

    OutboxAccessJournal(Outbox outbox, TransactionalOperator transaction, MeterRegistry meters, Clock clock) {
        this.outbox = outbox;
        this.transaction = transaction;
        this.meters = meters;
        this.clock = clock;
        this.counts = new AccessCounts(clock.instant());
        this.counter = UuidV7.next(clock);
    }

    @Override
    public Mono<Void> refused(AccessRefusal refusal) {
        return Mono.deferContextual(request -> {
            Sinks.Empty<Void> done = Sinks.empty();
            // Not cancelled with the request: who hangs up before the answer was refused all the same.
            Mono<Void> write = Mono.defer(() -> append(denied(refusal)))
                    .timeout(GIVEN_UP)
                    .onErrorResume(error -> lost("failed", error.toString()))
                    .doFinally(_ -> done.tryEmitEmpty())
                    .contextWrite(withoutTransaction(request));
            return writes.offer(write)
                    ? done.asMono().timeout(PATIENCE, Mono.empty())
                    : lost("overflow", "more than " + WAITING + " wait already");
        });
    }

    @Override
    public void allowed(Route route) {
        counts.add(route);
    }

    @Scheduled(initialDelayString = EVERY, fixedDelayString = EVERY)
    Mono<Void> tell() {
        return Mono.defer(() -> Mono.justOrEmpty(counts.take(clock.instant())))
                .flatMap(taken -> append(new OutboxEvent(
                                "access-counter", counter, sequence.incrementAndGet(), null, taken.event()))
                        .doOnError(_ -> counts.giveBack(taken))
                        .doOnCancel(() -> counts.giveBack(taken)))
                .doOnError(error -> LOG.warn("Counts of requests are told the next time: {}", error.toString()))
                .onErrorComplete();
    }

    private Mono<Void> append(OutboxEvent event) {
        return outbox.append(event).as(transaction::transactional);
    }

    private Mono<Void> lost(String cause, String why) {
        meters.counter("steward.access.unrecorded", "cause", cause).increment();
        long now = System.nanoTime();
        long last = warned.get();
        if (now - last >= PAUSE_OF_WARNINGS.toNanos() && warned.compareAndSet(last, now)) {
            LOG.warn("Refused requests are not recorded: {}", why);
        }
        return Mono.empty();
    }

    /** What is refused inside a transaction is kept also when that is rolled back, as it will be. */
    private static Context withoutTransaction(ContextView request) {
        Map<Object, Object> rest = request.stream()
                .filter(entry -> !(entry.getKey() instanceof Class<?> type)
                        || !type.getPackageName().equals(TransactionalOperator.class.getPackageName()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return Context.of(rest);
    }

    private static OutboxEvent denied(AccessRefusal refusal) {
        @Nullable PolicyVersion policy = refusal.policy();
        @Nullable RequiredAction required = refusal.requiredAction();
        @Nullable String project = refusal.projectId();
        var event = new AccessDenied(
                refusal.decisionId(),
                refusal.caller().userId(),
                refusal.caller().username(),
                refusal.caller().loginSessionId(),
                refusal.route().method().name(),
                refusal.route().pattern().getPatternString(),
                refusal.resource(),
                refusal.action(),
                refusal.outcome().code(),
                refusal.reason(),
                policy == null ? null : policy.policyId(),
                policy == null ? null : policy.version(),
                required == null ? null : required.code(),
                refusal.sourceAddress(),
                refusal.at());
        boolean named = project != null && PROJECT_ID.matcher(project).matches();
        return new OutboxEvent("decision", refusal.decisionId(), 1, named ? project : null, event);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop(Runnable callback) {
        running = false;
        tell().timeout(ShutdownBudget.LAST_COUNTS, Mono.empty())
                .doFinally(_ -> callback.run())
                .subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    /** After the web server has answered its last request, and before the outbox is published for the last time. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 4096;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
