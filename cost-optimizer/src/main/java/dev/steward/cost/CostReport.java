package dev.steward.cost;

import dev.steward.kit.web.PageQuery;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of costs, those with the newest usage first.
 *
 * @param priceListVersion what usage is priced with now; older lines keep the list they were priced with
 * @param totalMicros of all items, not only those of this page
 * @param totalLines none means that there is no data, not that nothing was used
 */
record CostReport(
        String groupBy,
        @Nullable Instant from,
        @Nullable Instant to,
        String currency,
        String priceListVersion,
        List<Item> items,
        int page,
        int pageSize,
        long total,
        long totalPages,
        long totalMicros,
        long totalLines) {

    /** What one project, session or job cost. */
    record Item(
            String key,
            String projectId,
            long costMicros,
            long lines,
            BigDecimal cpuSeconds,
            BigDecimal memoryGibSeconds) {}

    /** The sums over all items. */
    record Totals(long items, long micros, long lines) {}

    static CostReport of(CostQuery query, PriceList prices, List<Item> items, PageQuery page, Totals totals) {
        return new CostReport(
                query.groupBy().code(),
                query.from(),
                query.to(),
                prices.currency(),
                prices.version(),
                items,
                page.page(),
                page.pageSize(),
                totals.items(),
                (totals.items() + page.pageSize() - 1) / page.pageSize(),
                totals.micros(),
                totals.lines());
    }
}
