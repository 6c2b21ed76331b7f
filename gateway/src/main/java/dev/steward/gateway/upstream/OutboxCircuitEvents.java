package dev.steward.gateway.upstream;

import dev.steward.events.gateway.CircuitClosed;
import dev.steward.events.gateway.CircuitOpened;
import dev.steward.events.gateway.GatewayEvent;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.web.Correlation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

/**
 * Tells of breakers through the outbox, one event after the other. It is the only thing routing has to do with the
 * database, so without one the event is given up and the request goes its way.
 */
public final class OutboxCircuitEvents implements CircuitEvents, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxCircuitEvents.class);

    private final Sinks.Many<News> news = Sinks.many()
            .unicast()
            .onBackpressureBuffer(Queues.<News>get(Queues.SMALL_BUFFER_SIZE).get());
    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Outbox outbox;
    private final Disposable writer;

    public OutboxCircuitEvents(DatabaseClient database, TransactionalOperator transaction, Outbox outbox) {
        this.database = database;
        this.transaction = transaction;
        this.outbox = outbox;
        this.writer = news.asFlux().concatMap(this::write).subscribe();
    }

    @Override
    public void opened(String route, String upstream) {
        LOG.warn("Circuit of route {} to {} opened", route, upstream);
        tell(new News(route, new CircuitOpened(route, upstream)));
    }

    @Override
    public void closed(String route, String upstream) {
        LOG.info("Circuit of route {} to {} closed", route, upstream);
        tell(new News(route, new CircuitClosed(route, upstream)));
    }

    @Override
    public void destroy() {
        writer.dispose();
    }

    private synchronized void tell(News item) {
        if (news.tryEmitNext(item).isFailure()) {
            LOG.warn("{} is given up: too much is waiting", item.event());
        }
    }

    private Mono<Void> write(News item) {
        return nextSequence(item.route())
                .flatMap(sequence ->
                        outbox.append(new OutboxEvent("circuit", item.route(), sequence, null, item.event())))
                .as(transaction::transactional)
                .contextWrite(Correlation.with(Correlation.fresh()))
                .onErrorResume(error -> {
                    LOG.warn("{} is given up: {}", item.event(), error.toString());
                    return Mono.empty();
                });
    }

    private Mono<Long> nextSequence(String route) {
        return database.sql("""
                        insert into circuit (route, event_sequence) values (:route, 1)
                        on conflict (route) do update set event_sequence = circuit.event_sequence + 1
                        returning event_sequence
                        """).bind("route", route).mapValue(Long.class).one();
    }

    private record News(String route, GatewayEvent event) {}
}
