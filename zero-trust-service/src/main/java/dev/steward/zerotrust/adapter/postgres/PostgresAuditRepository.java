package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.domain.AuditFilter;
import dev.steward.zerotrust.domain.AuditRecord;
import dev.steward.zerotrust.port.AuditRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** Rows are added with a note that they wait to be sealed; both are kept or lost with the change they tell of. */
public final class PostgresAuditRepository implements AuditRepository {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final DatabaseClient database;

    public PostgresAuditRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> append(AuditRecord row) {
        GenericExecuteSpec statement = database.sql("""
                        with added as (
                            insert into audit.event (at, id, actor, actor_name, action, outcome, subject_type, subject_id,
                                                     project_id, address, correlation_id, detail)
                            values (:at, :id, :actor, :actor_name, :action, :outcome, :subject_type, :subject_id,
                                    :project_id, :address, :correlation_id, :detail)
                            returning at, id)
                        insert into audit.pending (at, id) select at, id from added
                        """)
                .bind("at", row.at())
                .bind("id", UUID.fromString(row.id()))
                .bind("action", row.action())
                .bind("outcome", row.outcome().wireName())
                .bind("subject_type", row.subjectType())
                .bind("subject_id", row.subjectId())
                .bind("detail", row.detail());
        statement = AuditRows.bind(statement, "actor", row.actor(), String.class);
        statement = AuditRows.bind(statement, "actor_name", row.actorName(), String.class);
        statement = AuditRows.bind(statement, "project_id", row.projectId(), String.class);
        statement = AuditRows.bind(statement, "address", row.address(), String.class);
        statement = AuditRows.bind(statement, "correlation_id", row.correlationId(), String.class);
        return statement.then();
    }

    @Override
    public Mono<List<AuditRecord>> list(AuditFilter filter, long offset, int limit) {
        return rows(
                select("order by at desc, id desc offset :offset limit :limit", filter)
                        .bind("offset", offset),
                limit);
    }

    @Override
    public Mono<Long> count(AuditFilter filter) {
        String sql = "select count(*) as total from audit.event where " + AuditRows.MATCHES;
        return AuditRows.bind(database.sql(sql), filter)
                .map(row -> requireNonNull(row.get("total", Long.class)))
                .one();
    }

    @Override
    public Mono<List<AuditRecord>> after(@Nullable AuditRecord last, AuditFilter filter, int limit) {
        return rows(
                select("and (at, id) > (:last_at, :last_id) order by at, id limit :limit", filter)
                        .bind("last_at", last == null ? Instant.EPOCH : last.at())
                        .bind("last_id", last == null ? BEFORE_ALL : UUID.fromString(last.id())),
                limit);
    }

    private GenericExecuteSpec select(String tail, AuditFilter filter) {
        return AuditRows.bind(database.sql("select * from audit.event where " + AuditRows.MATCHES + tail), filter);
    }

    private static Mono<List<AuditRecord>> rows(GenericExecuteSpec statement, int limit) {
        return statement.bind("limit", limit).map(AuditRows::row).all().collectList();
    }
}
