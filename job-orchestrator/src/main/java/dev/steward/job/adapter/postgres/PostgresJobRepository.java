package dev.steward.job.adapter.postgres;

import dev.steward.job.domain.Job;
import dev.steward.job.domain.JobFailure;
import dev.steward.job.domain.JobFilter;
import dev.steward.job.domain.JobLease;
import dev.steward.job.port.JobRepository;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Jobs in the table {@code job}; joins a surrounding transaction where there is one. */
public final class PostgresJobRepository implements JobRepository {

    private static final String MATCHES = """
            (:all_projects OR project_id = ANY(:projects)) AND (:status::text IS NULL OR status = :status)
              AND (:type::text IS NULL OR type = :type)""";

    private final DatabaseClient database;

    public PostgresJobRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> insert(Job job) {
        return database.sql("""
                INSERT INTO job (id, project_id, user_id, type, task, status, correlation_id, created_at, version,
                                 event_sequence)
                VALUES (:id, :project_id, :user_id, :type, :task, :status, :correlation_id, :created_at, :version,
                        :event_sequence)""")
                .bind("id", UUID.fromString(job.id()))
                .bind("project_id", job.projectId())
                .bind("user_id", job.userId())
                .bind("type", job.task().type())
                .bind("task", JobJson.write(job.task()))
                .bind("status", job.status().toString())
                .bind("correlation_id", job.correlationId())
                .bind("created_at", job.createdAt())
                .bind("version", job.version())
                .bind("event_sequence", job.eventSequence())
                .then();
    }

    @Override
    public Mono<Job> find(String id) {
        return database.sql("SELECT " + JobRow.COLUMNS + " FROM job WHERE id = :id")
                .bind("id", UUID.fromString(id))
                .map(JobRow::read)
                .one();
    }

    @Override
    public Flux<Job> list(JobFilter filter, long offset, int limit) {
        return filtered("SELECT " + JobRow.COLUMNS + " FROM job WHERE " + MATCHES + """
                 ORDER BY created_at DESC, id DESC OFFSET :offset LIMIT :limit""", filter)
                .bind("offset", offset)
                .bind("limit", limit)
                .map(JobRow::read)
                .all();
    }

    @Override
    public Mono<Long> count(JobFilter filter) {
        return filtered("SELECT count(*) FROM job WHERE " + MATCHES, filter)
                .mapValue(Long.class)
                .one();
    }

    @Override
    public Flux<Job> claim(String owner, Duration lease, int limit, int maxAttempts) {
        return database.sql("""
                UPDATE job
                SET status = 'running', progress = 0, attempt = attempt + 1, epoch = epoch + 1, lease_owner = :owner,
                    lease_until = now() + make_interval(secs => :lease), started_at = coalesce(started_at, now()),
                    version = version + 1, event_sequence = event_sequence + 1
                WHERE id IN (
                    SELECT id FROM job
                    WHERE status IN ('queued', 'running')
                      AND (status = 'queued' OR lease_until < now() AND attempt < :max_attempts)
                    ORDER BY created_at, id LIMIT :limit FOR UPDATE SKIP LOCKED)
                RETURNING\s""" + JobRow.COLUMNS)
                .bind("owner", owner)
                .bind("lease", seconds(lease))
                .bind("max_attempts", maxAttempts)
                .bind("limit", limit)
                .map(JobRow::read)
                .all();
    }

    @Override
    public Flux<Job> exhausted(int maxAttempts) {
        return database.sql("SELECT " + JobRow.COLUMNS + """
                 FROM job WHERE status = 'running' AND lease_until < now() AND attempt >= :max_attempts
                FOR UPDATE SKIP LOCKED""")
                .bind("max_attempts", maxAttempts)
                .map(JobRow::read)
                .all();
    }

    @Override
    public Mono<Boolean> update(Job from, Job to) {
        JobFailure failure = to.failure();
        return database.sql("""
                UPDATE job
                SET status = :status, progress = :progress, result = :result, failure_reason = :reason,
                    failure_detail = :detail, finished_at = :finished_at, version = :version,
                    event_sequence = :event_sequence,
                    lease_owner = CASE WHEN :status = 'running' THEN lease_owner END,
                    lease_until = CASE WHEN :status = 'running' THEN lease_until END
                WHERE id = :id AND version = :expected AND epoch = :epoch AND status = 'running'
                  AND :status <> 'queued'""")
                .bind("status", to.status().toString())
                .bind("progress", to.progress())
                .bind("result", nullable(to.result() == null ? null : JobJson.write(to.result()), Json.class))
                .bind("reason", nullable(failure == null ? null : failure.reason(), String.class))
                .bind("detail", nullable(failure == null ? null : failure.detail(), String.class))
                .bind("finished_at", Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, to.finishedAt()))
                .bind("version", to.version())
                .bind("event_sequence", to.eventSequence())
                .bind("id", UUID.fromString(to.id()))
                .bind("expected", from.version())
                .bind("epoch", from.epoch())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Flux<JobLease> renew(Collection<JobLease> leases, Duration lease) {
        return leased("SET lease_until = now() + make_interval(secs => :lease)", leases)
                .bind("lease", seconds(lease))
                .map(JobRow::lease)
                .all();
    }

    @Override
    public Mono<Void> release(Collection<JobLease> leases) {
        return leased("SET lease_until = '-infinity'", leases).then();
    }

    @Override
    public Flux<String> owners() {
        return database.sql("SELECT DISTINCT lease_owner FROM job WHERE status = 'running'")
                .mapValue(String.class)
                .all();
    }

    @Override
    public Mono<Void> releaseAllOf(String owner) {
        return database.sql("""
                UPDATE job SET lease_until = '-infinity' WHERE status = 'running' AND lease_owner = :owner""").bind("owner", owner).then();
    }

    private GenericExecuteSpec leased(String change, Collection<JobLease> leases) {
        return database.sql("UPDATE job " + change + """
                 WHERE status = 'running' AND (id, epoch) IN (SELECT * FROM unnest(:ids::uuid[], :epochs::bigint[]))
                RETURNING id, epoch""")
                .bind(
                        "ids",
                        leases.stream()
                                .map(JobLease::jobId)
                                .map(UUID::fromString)
                                .toArray(UUID[]::new))
                .bind("epochs", leases.stream().map(JobLease::epoch).toArray(Long[]::new));
    }

    private GenericExecuteSpec filtered(String sql, JobFilter filter) {
        var projects = filter.projectIds();
        return database.sql(sql)
                .bind("all_projects", projects == null)
                .bind("projects", projects == null ? new String[0] : projects.toArray(String[]::new))
                .bind(
                        "status",
                        nullable(
                                filter.status() == null ? null : filter.status().toString(), String.class))
                .bind("type", nullable(filter.type(), String.class));
    }

    private static io.r2dbc.spi.Parameter nullable(@Nullable Object value, Class<?> type) {
        return value == null ? Parameters.in(type) : Parameters.in(value);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
