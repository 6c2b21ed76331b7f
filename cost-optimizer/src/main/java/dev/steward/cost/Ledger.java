package dev.steward.cost;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Lines of usage with their price; what a line says never changes. */
public final class Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    // A window is at most a day, so an older line cannot reach into this one; the bound spares the older partitions.
    private static final String INSERT = """
            insert into ledger_line (resource_kind, resource_id, window_start, window_end, project_id, user_id,
                                     cpu_seconds, memory_gib_seconds, cost_micros, price_list_version)
            select :kind, :resource, :start, :end, :project, :user, :cpu, :memory, :cost, :prices
             where not exists (
                   select from ledger_line
                    where resource_kind = :kind and resource_id = :resource
                      and window_start > :start - interval '1 day' and window_start < :end and window_end > :start)
            on conflict do nothing
            """;

    private final DatabaseClient database;
    private final PriceList prices;

    public Ledger(DatabaseClient database, PriceList prices) {
        this.database = database;
        this.prices = prices;
    }

    /** Adds a line, unless its window overlaps one of the same resource: no second is billed twice. */
    public Mono<Void> record(Usage usage) {
        return database.sql(INSERT)
                .bind("kind", usage.kind().code())
                .bind("resource", usage.resourceId())
                .bind("start", usage.windowStart())
                .bind("end", usage.windowEnd())
                .bind("project", usage.projectId())
                .bind("user", usage.userId())
                .bind("cpu", usage.cpuSeconds())
                .bind("memory", usage.memoryGibSeconds())
                .bind("cost", prices.cost(usage))
                .bind("prices", prices.version())
                .fetch()
                .rowsUpdated()
                .doOnNext(rows -> {
                    if (rows == 0) {
                        LOG.warn(
                                "Usage of {} {} from {} was billed before",
                                usage.kind().code(),
                                usage.resourceId(),
                                usage.windowStart());
                    }
                })
                .then();
    }
}
