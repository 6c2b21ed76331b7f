package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.domain.AuditBatch;
import dev.steward.zerotrust.domain.AuditFilter;
import dev.steward.zerotrust.domain.AuditHash;
import dev.steward.zerotrust.domain.AuditHead;
import dev.steward.zerotrust.domain.AuditLeaf;
import dev.steward.zerotrust.domain.AuditOutcome;
import dev.steward.zerotrust.domain.AuditRecord;
import dev.steward.zerotrust.domain.PublishedHead;
import dev.steward.zerotrust.domain.SealedRow;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** Reads rows of the audit and of its chain, and says which of them a filter means. */
final class AuditRows {

    static final String MATCHES = """
            (cast(:actor as text) is null or actor = :actor or actor_name = :actor)
            and (cast(:action as text) is null or action = :action)
            and (cast(:subject as text) is null or subject_id = :subject)
            and (cast(:project as text) is null or project_id = :project)
            and (cast(:outcome as text) is null or outcome = :outcome)
            and (cast(:from as timestamptz) is null or at >= :from)
            and (cast(:to as timestamptz) is null or at < :to)
            """;

    private AuditRows() {}

    static GenericExecuteSpec bind(GenericExecuteSpec statement, AuditFilter filter) {
        @Nullable
        String outcome = filter.outcome() == null ? null : filter.outcome().wireName();
        GenericExecuteSpec bound = bind(statement, "actor", filter.actor(), String.class);
        bound = bind(bound, "action", filter.action(), String.class);
        bound = bind(bound, "subject", filter.subject(), String.class);
        bound = bind(bound, "project", filter.projectId(), String.class);
        bound = bind(bound, "outcome", outcome, String.class);
        bound = bind(bound, "from", filter.from(), Instant.class);
        return bind(bound, "to", filter.to(), Instant.class);
    }

    static <T> GenericExecuteSpec bind(GenericExecuteSpec statement, String name, @Nullable T value, Class<T> type) {
        return value == null ? statement.bindNull(name, type) : statement.bind(name, value);
    }

    static AuditRecord row(Readable row) {
        return new AuditRecord(
                id(row),
                time(row, "at"),
                row.get("actor", String.class),
                row.get("actor_name", String.class),
                text(row, "action"),
                AuditOutcome.parse(text(row, "outcome")).orElseThrow(),
                text(row, "subject_type"),
                text(row, "subject_id"),
                row.get("project_id", String.class),
                row.get("address", String.class),
                row.get("correlation_id", String.class),
                text(row, "detail"));
    }

    static SealedRow sealed(Readable row) {
        var leaf = new AuditLeaf(
                time(row, "at"),
                id(row),
                requireNonNull(row.get("batch", Long.class)),
                requireNonNull(row.get("position", Integer.class)),
                hash(row, "hash"));
        return new SealedRow(leaf, row.get("action", String.class) == null ? null : row(row));
    }

    static AuditBatch batch(Readable row) {
        return new AuditBatch(
                requireNonNull(row.get("sequence", Long.class)),
                time(row, "sealed_at"),
                row.get("previous_sealed_at", Instant.class),
                time(row, "oldest"),
                requireNonNull(row.get("rows", Integer.class)),
                requireNonNull(row.get("total", Long.class)),
                hash(row, "previous"),
                hash(row, "hash"));
    }

    static AuditHead head(Readable row) {
        return new AuditHead(
                requireNonNull(row.get("sequence", Long.class)),
                requireNonNull(row.get("total", Long.class)),
                hash(row, "hash"));
    }

    static PublishedHead published(Readable row) {
        return new PublishedHead(
                requireNonNull(row.get("publication", Long.class)), head(row), time(row, "published_at"));
    }

    static Instant time(Readable row, String column) {
        return requireNonNull(row.get(column, Instant.class));
    }

    private static AuditHash hash(Readable row, String column) {
        return AuditHash.of(requireNonNull(row.get(column, byte[].class)));
    }

    private static String id(Readable row) {
        return requireNonNull(row.get("id", UUID.class)).toString();
    }

    private static String text(Readable row, String column) {
        return requireNonNull(row.get(column, String.class));
    }
}
