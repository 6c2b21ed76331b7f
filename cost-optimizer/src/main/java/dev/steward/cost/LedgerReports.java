package dev.steward.cost;

import dev.steward.kit.web.PageQuery;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Sums over the ledger. */
public final class LedgerReports {

    private final DatabaseClient database;
    private final PriceList prices;

    public LedgerReports(DatabaseClient database, PriceList prices) {
        this.database = database;
        this.prices = prices;
    }

    /** @param projects the projects to sum over, null for all */
    Mono<CostReport> report(CostQuery query, @Nullable Set<String> projects, PageQuery page) {
        String key = query.groupBy() == CostQuery.GroupBy.PROJECT ? "project_id" : "resource_id";
        Selection selection = Selection.of(query, projects);
        return items(key, selection, page)
                .zipWith(totals(key, selection), (items, totals) -> CostReport.of(query, prices, items, page, totals));
    }

    private Mono<List<CostReport.Item>> items(String key, Selection selection, PageQuery page) {
        String sql = """
                select %s as key, project_id, sum(cost_micros)::bigint as cost_micros, count(*) as lines,
                       sum(cpu_seconds) as cpu_seconds, sum(memory_gib_seconds) as memory_gib_seconds
                  from ledger_line where %s
                 group by 1, 2
                 order by max(window_end) desc, 1
                 limit %d offset %d
                """.formatted(key, selection.where(), page.pageSize(), page.offset());
        return database.sql(sql)
                .bindValues(selection.values())
                .map(LedgerReports::item)
                .all()
                .collectList();
    }

    private Mono<CostReport.Totals> totals(String key, Selection selection) {
        String sql = """
                select count(distinct (%s, project_id)) as items, coalesce(sum(cost_micros), 0)::bigint as micros,
                       count(*) as lines
                  from ledger_line where %s
                """.formatted(key, selection.where());
        return database.sql(sql)
                .bindValues(selection.values())
                .map(row -> new CostReport.Totals(number(row, "items"), number(row, "micros"), number(row, "lines")))
                .one();
    }

    private static CostReport.Item item(Readable row) {
        return new CostReport.Item(
                need(row, "key", String.class),
                need(row, "project_id", String.class),
                number(row, "cost_micros"),
                number(row, "lines"),
                need(row, "cpu_seconds", BigDecimal.class),
                need(row, "memory_gib_seconds", BigDecimal.class));
    }

    private static long number(Readable row, String column) {
        return need(row, column, Long.class);
    }

    private static <T> T need(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    /** The lines a report is about; only what is asked for is in the condition, so that partitions are pruned. */
    private record Selection(String where, Map<String, Object> values) {

        static Selection of(CostQuery query, @Nullable Set<String> projects) {
            List<String> conditions = new ArrayList<>(List.of("true"));
            Map<String, Object> values = new HashMap<>();
            if (query.groupBy() != CostQuery.GroupBy.PROJECT) {
                conditions.add("resource_kind = :kind");
                values.put("kind", query.groupBy().code());
            }
            if (projects != null) {
                conditions.add("project_id = any(:projects)");
                values.put("projects", projects.toArray(String[]::new));
            }
            if (query.from() != null) {
                conditions.add("window_start >= :from");
                values.put("from", query.from());
            }
            if (query.to() != null) {
                conditions.add("window_start < :to");
                values.put("to", query.to());
            }
            return new Selection(String.join(" and ", conditions), values);
        }
    }
}
