package dev.steward.kit.outbox;

import dev.steward.events.EventType;
import dev.steward.events.EventTypes;
import dev.steward.events.UuidV7;
import dev.steward.kit.cloudevents.EventData;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** The outbox as a table beside the aggregates. */
final class PostgresOutbox implements Outbox {

    private static final String INSERT = """
            insert into outbox (id, topic, type, aggregate_type, aggregate_id, sequence, project_id, correlation_id,
                                causation_id, traceparent, occurred_at, data)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)""";

    private static final byte[] NO_DATA = {};

    private final DatabaseClient database;
    private final EventData data;
    private final EventContext inherited;
    private final Clock clock;
    private final DataSize largestEvent;
    private final Supplier<Set<String>> ownedTopics;
    private final TransactionSynchronization wakeAfterCommit;

    PostgresOutbox(
            DatabaseClient database,
            EventData data,
            EventContext inherited,
            Clock clock,
            DataSize largestEvent,
            Supplier<Set<String>> ownedTopics,
            RelaySignal relay) {
        this.database = database;
        this.data = data;
        this.inherited = inherited;
        this.clock = clock;
        this.largestEvent = largestEvent;
        this.ownedTopics = ownedTopics;
        this.wakeAfterCommit = new TransactionSynchronization() {
            @Override
            public Mono<Void> afterCommit() {
                return Mono.fromRunnable(relay::wake);
            }
        };
    }

    @Override
    public Mono<Void> append(List<OutboxEvent> events) {
        if (events.isEmpty()) {
            return Mono.empty();
        }
        return Mono.deferContextual(context -> {
            List<Row> rows = events.stream().map(this::row).toList();
            return transaction().flatMap(transaction -> insert(rows, context)
                    .doOnSuccess(_ -> transaction.registerSynchronization(wakeAfterCommit)));
        });
    }

    private Row row(OutboxEvent event) {
        EventType type = EventTypes.of(
                event.event() instanceof Tombstone(var entry)
                        ? entry
                        : event.event().getClass());
        String topic = ownedTopics.get().stream()
                .filter(type::isOn)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("this service does not own "
                        + String.join(" or ", type.topics()) + ", where " + type.name()
                        + " belongs; declare it as OwnedTopics"));
        byte[] json = event.event() instanceof Tombstone ? NO_DATA : data.write(event.event());
        if (json.length > largestEvent.toBytes()) {
            throw new EventTooLargeException(type.name(), event.aggregateId(), json.length, largestEvent);
        }
        return new Row(topic, type, event, json);
    }

    private static Mono<TransactionSynchronizationManager> transaction() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .filter(TransactionSynchronizationManager::isActualTransactionActive)
                .onErrorComplete(NoTransactionException.class)
                .switchIfEmpty(Mono.error(() ->
                        new IllegalStateException("append needs the transaction of the change the event tells of")));
    }

    private Mono<Void> insert(List<Row> rows, ContextView context) {
        return database.inConnection(
                connection -> Flux.from(statement(connection, rows, context).execute())
                        .concatMap(Result::getRowsUpdated)
                        .then());
    }

    private Statement statement(Connection connection, List<Row> rows, ContextView context) {
        Statement statement = connection.createStatement(INSERT);
        String correlationId = inherited.correlationId(context);
        String traceparent = inherited.traceparent(context, correlationId);
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0) {
                statement.add();
            }
            OutboxEvent event = rows.get(i).event();
            statement
                    .bind(0, UUID.fromString(id(event)))
                    .bind(1, rows.get(i).topic())
                    .bind(2, rows.get(i).type().name())
                    .bind(3, event.aggregateType())
                    .bind(4, event.aggregateId())
                    .bind(5, event.sequence())
                    .bind(6, text(event.projectId()))
                    .bind(7, correlationId)
                    .bind(8, text(EventContext.causationId(context)))
                    .bind(9, text(traceparent))
                    .bind(10, clock.instant().atOffset(ZoneOffset.UTC))
                    .bind(11, rows.get(i).json());
        }
        return statement;
    }

    private String id(OutboxEvent event) {
        @Nullable String given = event.id();
        return given == null ? UuidV7.next(clock) : given;
    }

    private static Object text(@Nullable String value) {
        return value == null ? Parameters.in(R2dbcType.VARCHAR) : Parameters.in(R2dbcType.VARCHAR, value);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(String topic, EventType type, OutboxEvent event, byte[] json) {}
}
