package dev.steward.healing.adapter.postgres;

import dev.steward.healing.domain.Coded;
import dev.steward.healing.domain.ObservedTarget;
import dev.steward.healing.domain.Target;
import dev.steward.healing.domain.TargetStatus;
import dev.steward.healing.port.TargetRepository;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Observed targets, one row each. */
public class PostgresTargetRepository implements TargetRepository {

    private static final String FIND = """
            select project_id, status, sequence, recent_crashes, version
              from observed_target
             where target_type = :type and target_id = :id
            """;

    private static final String INSERT = """
            insert into observed_target (target_type, target_id, project_id, status, sequence, recent_crashes, version)
            values (:type, :id, :project, :status, :sequence, :crashes, :version + 1)
            on conflict do nothing
            """;

    private static final String UPDATE = """
            update observed_target
               set status = :status, sequence = :sequence, recent_crashes = :crashes, version = version + 1
             where target_type = :type and target_id = :id and project_id = :project and version = :version
            """;

    private final DatabaseClient database;

    public PostgresTargetRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<ObservedTarget> find(Target target) {
        return database.sql(FIND)
                .bind("type", target.type())
                .bind("id", target.id())
                .map(row -> read(target, row))
                .one();
    }

    @Override
    public Mono<Boolean> save(ObservedTarget observed) {
        Target target = observed.target();
        return database.sql(observed.version() == 0 ? INSERT : UPDATE)
                .bind("type", target.type())
                .bind("id", target.id())
                .bind("project", target.projectId())
                .bind("status", observed.status().code())
                .bind("sequence", observed.sequence())
                .bind("crashes", observed.recentCrashes().toArray(Instant[]::new))
                .bind("version", observed.version())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private static ObservedTarget read(Target target, Readable row) {
        return new ObservedTarget(
                new Target(target.type(), target.id(), need(row, "project_id", String.class)),
                Coded.parse(TargetStatus.class, need(row, "status", String.class)),
                need(row, "sequence", Long.class),
                List.of(need(row, "recent_crashes", Instant[].class)),
                need(row, "version", Long.class));
    }

    private static <T> T need(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
