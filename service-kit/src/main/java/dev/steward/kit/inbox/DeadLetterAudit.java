package dev.steward.kit.inbox;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who replayed which dead letter when, and what came of it. */
final class DeadLetterAudit {

    private final DatabaseClient database;
    private final Clock clock;

    DeadLetterAudit(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Mono<DeadLetter.Replay> record(
            String group, int partition, long offset, String by, String outcome, @Nullable String detail) {
        Instant at = clock.instant();
        var statement = database.sql("""
                        INSERT INTO dead_letter_replay
                            (consumer_group, partition, record_offset, replayed_by, replayed_at, outcome, detail)
                        VALUES (:group, :partition, :offset, :by, :at, :outcome, :detail)
                        """)
                .bind("group", group)
                .bind("partition", partition)
                .bind("offset", offset)
                .bind("by", by)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("outcome", outcome);
        statement = detail == null ? statement.bindNull("detail", String.class) : statement.bind("detail", detail);
        return statement.then().thenReturn(new DeadLetter.Replay(by, at, outcome, detail));
    }

    Flux<DeadLetter.Replay> replays(String group, int partition, long offset) {
        return database.sql("""
                        SELECT replayed_by, replayed_at, outcome, detail FROM dead_letter_replay
                         WHERE consumer_group = :group AND partition = :partition AND record_offset = :offset
                         ORDER BY id DESC LIMIT 20
                        """)
                .bind("group", group)
                .bind("partition", partition)
                .bind("offset", offset)
                .map(row -> new DeadLetter.Replay(
                        Objects.requireNonNull(row.get("replayed_by", String.class)),
                        Objects.requireNonNull(row.get("replayed_at", OffsetDateTime.class))
                                .toInstant(),
                        Objects.requireNonNull(row.get("outcome", String.class)),
                        row.get("detail", String.class)))
                .all();
    }
}
