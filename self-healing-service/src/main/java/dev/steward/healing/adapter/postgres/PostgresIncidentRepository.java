package dev.steward.healing.adapter.postgres;

import dev.steward.healing.domain.Incident;
import dev.steward.healing.domain.IncidentChange;
import dev.steward.healing.domain.Target;
import dev.steward.healing.port.IncidentFilter;
import dev.steward.healing.port.IncidentRepository;
import dev.steward.healing.port.IncidentSlice;
import java.time.Instant;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Incidents in the table of that name; their remediations beside them. */
public class PostgresIncidentRepository implements IncidentRepository {

    private final DatabaseClient database;
    private final IncidentWriter writer;

    public PostgresIncidentRepository(DatabaseClient database) {
        this.database = database;
        this.writer = new IncidentWriter(database);
    }

    @Override
    public Mono<Incident> find(String id) {
        return Uuids.parse(id).flatMap(key -> incidents("select * from incident where id = :key", Map.of("key", key))
                .singleOrEmpty());
    }

    @Override
    public Mono<Incident> openFor(Target target) {
        String open = "select * from incident where target_type = :type and target_id = :id and status = 'open'";
        return incidents(open, Map.of("type", target.type(), "id", target.id())).singleOrEmpty();
    }

    @Override
    public Mono<Incident> withRemediation(String remediationId) {
        String asking = "select * from incident where id = (select incident_id from remediation where id = :key)";
        return Uuids.parse(remediationId)
                .flatMap(key -> incidents(asking, Map.of("key", key)).singleOrEmpty());
    }

    @Override
    public Mono<Boolean> save(IncidentChange change) {
        return change.incident().version() == 0 ? writer.insert(change) : writer.update(change);
    }

    @Override
    public Flux<Incident> due(Instant now, int limit) {
        String due = """
                select * from incident where status = 'open' and coalesce(retry_at, opened_at) <= :now
                 order by retry_at nulls first limit %d
                """.formatted(limit);
        return incidents(due, Map.of("now", now));
    }

    @Override
    public Mono<IncidentSlice> list(IncidentFilter filter, long offset, int limit) {
        FilterSql sql = FilterSql.of(filter);
        Mono<Long> total = database.sql("select count(*) as total from incident where " + sql.where())
                .bindValues(sql.values())
                .mapValue(Long.class)
                .one();
        String page = "select * from incident where %s order by opened_at desc, id desc limit %d offset %d"
                .formatted(sql.where(), limit, offset);
        return incidents(page, sql.values()).collectList().zipWith(total, IncidentSlice::new);
    }

    private Flux<Incident> incidents(String chosen, Map<String, Object> values) {
        String joined = """
                select i.*, r.id as remediation_id, r.action, r.attempt, r.status as remediation_status,
                       r.requested_at, r.finished_at, r.reason as remediation_reason
                  from (%s) i left join remediation r on r.incident_id = i.id
                 order by i.opened_at desc, i.id desc, r.attempt
                """.formatted(chosen);
        return database.sql(joined)
                .bindValues(values)
                .map(IncidentRow::read)
                .all()
                .bufferUntilChanged(row -> row.incident().id())
                .map(IncidentRow::join);
    }
}
