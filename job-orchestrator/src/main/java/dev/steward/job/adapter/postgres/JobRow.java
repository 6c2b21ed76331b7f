package dev.steward.job.adapter.postgres;

import dev.steward.job.domain.Job;
import dev.steward.job.domain.JobFailure;
import dev.steward.job.domain.JobLease;
import dev.steward.job.domain.JobStatus;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a job from a row that has {@link #COLUMNS}. */
final class JobRow {

    static final String COLUMNS = """
            id, project_id, user_id, type, task, status, progress, attempt, epoch, result, failure_reason,
            failure_detail, correlation_id, created_at, started_at, finished_at, version, event_sequence""";

    private final Readable row;

    private JobRow(Readable row) {
        this.row = row;
    }

    static Job read(Readable row) {
        return new JobRow(row).job();
    }

    static JobLease lease(Readable row) {
        JobRow job = new JobRow(row);
        return new JobLease(job.get("id", UUID.class).toString(), job.get("epoch", Long.class));
    }

    private Job job() {
        String type = get("type", String.class);
        Json result = row.get("result", Json.class);
        String reason = row.get("failure_reason", String.class);
        return new Job(
                get("id", UUID.class).toString(),
                get("project_id", String.class),
                get("user_id", String.class),
                JobJson.task(type, get("task", Json.class)),
                JobStatus.of(get("status", String.class)).orElseThrow(),
                get("progress", Integer.class),
                get("attempt", Integer.class),
                get("epoch", Long.class),
                result == null ? null : JobJson.result(type, result),
                reason == null ? null : new JobFailure(reason, get("failure_detail", String.class)),
                get("correlation_id", String.class),
                get("created_at", Instant.class),
                row.get("started_at", Instant.class),
                row.get("finished_at", Instant.class),
                get("version", Long.class),
                get("event_sequence", Long.class));
    }

    private <T> T get(String column, Class<T> type) {
        @Nullable T value = row.get(column, type);
        if (value == null) {
            throw new IllegalStateException("job." + column + " is null");
        }
        return value;
    }
}
