package dev.steward.cost;

import dev.steward.events.cost.PriceListActivated;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Makes the price list of this instance known before the first line is priced with it. A version is announced when it is
 * first seen, and never means anything else from then on.
 */
public final class PriceListActivation implements SmartLifecycle {

    private static final int TRIES = 10;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final String INSERT = """
            insert into price_list (version, currency, cpu_second, memory_gib_second, activated_at)
            values (:version, :currency, :cpu, :memory, :now)
            on conflict (version) do nothing
            """;

    private static final String CONTRADICTIONS = """
            select case when currency <> :currency then 'its currency is not ' || currency || ', that of the ledger'
                        else 'version ' || version || ' was activated with other prices: give it a new version' end
              from price_list
             where currency <> :currency
                or version = :version and (cpu_second, memory_gib_second) <> (:cpu, :memory)
             order by activated_at desc
             limit 1
            """;

    private final PriceList prices;
    private final DatabaseClient database;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private volatile boolean running;

    public PriceListActivation(
            PriceList prices, DatabaseClient database, Outbox outbox, TransactionalOperator transaction, Clock clock) {
        this.prices = prices;
        this.database = database;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Waits, because the context must not finish its start with a list it cannot use. */
    @Override
    public void start() {
        activate()
                .retryWhen(Retry.fixedDelay(TRIES, PAUSE)
                        .filter(error -> !(error instanceof InvalidPriceListException))
                        .onRetryExhaustedThrow((_, signal) -> signal.failure()))
                .toFuture()
                .join();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before anything that consumes events. */
    @Override
    public int getPhase() {
        return 0;
    }

    /** Fails with {@link InvalidPriceListException} if the ledger knows the version or the currency otherwise. */
    public Mono<Void> activate() {
        return insert().flatMap(first -> refuseContradictions().thenReturn(first))
                .filter(first -> first)
                .flatMap(_ -> outbox.append(new OutboxEvent(
                        "price-list",
                        prices.version(),
                        1,
                        null,
                        new PriceListActivated(prices.version(), prices.currency()))))
                .as(transaction::transactional);
    }

    private Mono<Boolean> insert() {
        return bind(INSERT).bind("now", clock.instant()).fetch().rowsUpdated().map(rows -> rows == 1);
    }

    private Mono<Void> refuseContradictions() {
        return bind(CONTRADICTIONS)
                .mapValue(String.class)
                .one()
                .flatMap(
                        problem -> Mono.error(() -> new InvalidPriceListException(prices.version(), List.of(problem))));
    }

    private DatabaseClient.GenericExecuteSpec bind(String sql) {
        return database.sql(sql)
                .bind("version", prices.version())
                .bind("currency", prices.currency())
                .bind("cpu", prices.cpuSecond())
                .bind("memory", prices.memoryGibSecond());
    }
}
