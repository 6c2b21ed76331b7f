package dev.steward.session.adapter.postgres;

import dev.steward.session.domain.UsageMeter;
import dev.steward.session.port.UsageRepository;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The ends of usage windows, one row per session. */
public final class PostgresUsageRepository implements UsageRepository {

    private final DatabaseClient database;

    public PostgresUsageRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<UsageMeter> find(String sessionId) {
        return database.sql("""
                        select attempt, measured_until, cpu_seconds, memory_gib, disk_gib, network_bytes from session_usage
                        where session_id = :id""")
                .bind("id", UUID.fromString(sessionId))
                .map(PostgresUsageRepository::meter)
                .one();
    }

    @Override
    public Mono<Boolean> advance(String sessionId, @Nullable Instant from, UsageMeter closed) {
        String sql = from == null ? """
                insert into session_usage (session_id, attempt, measured_until, cpu_seconds, memory_gib,
                                           disk_gib, network_bytes)
                values (:id, :attempt, :until, :cpu, :memory, :disk, :network)
                on conflict do nothing""" : """
                update session_usage
                set attempt = :attempt, measured_until = :until, cpu_seconds = :cpu, memory_gib = :memory,
                    disk_gib = :disk, network_bytes = :network
                where session_id = :id and measured_until = :from""";
        DatabaseClient.GenericExecuteSpec bound = database.sql(sql)
                .bind("id", UUID.fromString(sessionId))
                .bind("attempt", closed.attempt())
                .bind("until", closed.until())
                .bind("cpu", closed.cpuSeconds())
                .bind("memory", Objects.requireNonNullElse(closed.memory().gib(), 0.0));
        bound = SessionRow.bind(bound, "disk", closed.disk().gib(), Double.class);
        bound = SessionRow.bind(bound, "network", closed.network().counted(), Long.class);
        return (from == null ? bound : bound.bind("from", from))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private static UsageMeter meter(Readable row) {
        return UsageMeter.stored(
                Objects.requireNonNull(row.get("attempt", Integer.class)),
                Objects.requireNonNull(row.get("measured_until", Instant.class)),
                Objects.requireNonNull(row.get("cpu_seconds", Double.class)),
                Objects.requireNonNull(row.get("memory_gib", Double.class)),
                row.get("disk_gib", Double.class),
                row.get("network_bytes", Long.class));
    }
}
