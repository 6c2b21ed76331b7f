package dev.steward.session.adapter.postgres;

import dev.steward.events.session.SessionUsageSampled;
import dev.steward.session.domain.EndedWindow;
import dev.steward.session.domain.UsageMeter;
import dev.steward.session.domain.UsageWindow;
import dev.steward.session.port.UsageRepository;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Usage windows as rows that hold on to the one before, and beside them one row per session of where it goes on. */
public final class PostgresUsageRepository implements UsageRepository {

    private static final String STORE = """
            with ended as (
                select * from unnest(:ids, :firsts, :starts, :ends, :cpus, :memories, :disks, :networks,
                                     :attempts, :counted, :levels, :fills, :bytes)
                    as ended (session_id, first, window_start, window_end, cpu_seconds, memory_gib_seconds,
                              disk_gib_seconds, network_bytes, attempt, counted_cpu, memory_gib, disk_gib, counted_bytes)
            ), begun as (
                insert into session_usage (session_id, attempt, measured_until, cpu_seconds, memory_gib, disk_gib,
                                           network_bytes)
                select session_id, attempt, window_end, counted_cpu, memory_gib, disk_gib, counted_bytes
                from ended where first
                on conflict do nothing
                returning session_id
            ), gone_on as (
                update session_usage as known
                set attempt = ended.attempt, measured_until = window_end, cpu_seconds = counted_cpu,
                    memory_gib = ended.memory_gib, disk_gib = ended.disk_gib, network_bytes = counted_bytes
                from ended
                where known.session_id = ended.session_id and not first and measured_until = window_start
                returning known.session_id
            ), stored as (
                select ended.*, (select max(kept.window_end) from session_usage_window as kept
                                 where kept.session_id = ended.session_id) as kept_until
                from ended
                where session_id in (select session_id from begun union all select session_id from gone_on)
            ), windows as (
                insert into session_usage_window (session_id, previous_end, window_start, window_end, cpu_seconds,
                                                  memory_gib_seconds, disk_gib_seconds, network_bytes)
                select session_id, case when kept_until is not null then window_start end, window_start, window_end,
                       cpu_seconds, memory_gib_seconds, disk_gib_seconds, network_bytes
                from stored
                union all
                select session_id, kept_until, kept_until, window_start, null, null, null, null
                from stored where kept_until < window_start
            )
            select session_id from stored""";

    private final DatabaseClient database;

    public PostgresUsageRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Map<String, UsageMeter>> find(Set<String> sessionIds) {
        return database.sql("""
                        select session_id, attempt, measured_until, cpu_seconds, memory_gib, disk_gib, network_bytes
                        from session_usage where session_id = any(:ids)""")
                .bind("ids", sessionIds.stream().map(UUID::fromString).toArray(UUID[]::new))
                .map(row -> Map.entry(id(row), meter(row)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    @Override
    public Mono<Set<String>> store(List<EndedWindow> windows) {
        Columns columns = new Columns(windows);
        return database.sql(STORE)
                .bind("ids", columns.of(window -> UUID.fromString(window.sessionId()), UUID[]::new))
                .bind("firsts", columns.of(EndedWindow::first, Boolean[]::new))
                .bind("starts", columns.told(SessionUsageSampled::windowStart, Instant[]::new))
                .bind("ends", columns.told(SessionUsageSampled::windowEnd, Instant[]::new))
                .bind("cpus", columns.told(SessionUsageSampled::cpuSeconds, Double[]::new))
                .bind("memories", columns.told(SessionUsageSampled::memoryGibSeconds, Double[]::new))
                .bind("disks", columns.told(SessionUsageSampled::diskGibSeconds, Double[]::new))
                .bind("networks", columns.told(SessionUsageSampled::networkBytes, Long[]::new))
                .bind("attempts", columns.next(UsageMeter::attempt, Integer[]::new))
                .bind("counted", columns.next(UsageMeter::cpuSeconds, Double[]::new))
                .bind("levels", columns.next(PostgresUsageRepository::memoryGib, Double[]::new))
                .bind("fills", columns.next(meter -> meter.disk().gib(), Double[]::new))
                .bind("bytes", columns.next(meter -> meter.network().counted(), Long[]::new))
                .map(PostgresUsageRepository::id)
                .all()
                .collect(Collectors.toSet());
    }

    @Override
    public Mono<List<UsageWindow>> page(String sessionId, long offset, int limit) {
        return database.sql("""
                        select * from session_usage_window where session_id = :id
                        order by window_end desc offset :offset limit :limit""")
                .bind("id", UUID.fromString(sessionId))
                .bind("offset", offset)
                .bind("limit", limit)
                .map(PostgresUsageRepository::window)
                .all()
                .collectList();
    }

    @Override
    public Mono<Long> count(String sessionId) {
        return database.sql("select count(*) from session_usage_window where session_id = :id")
                .bind("id", UUID.fromString(sessionId))
                .mapValue(Long.class)
                .one();
    }

    @Override
    public Mono<Long> removeBefore(Instant end) {
        // One session after the other: all that is old after a long rest might be more than one statement has time for.
        return database.sql("""
                        select session_id from session_usage
                        where exists (select from session_usage_window as kept
                                      where kept.session_id = session_usage.session_id and window_end < :end)""")
                .bind("end", end)
                .mapValue(UUID.class)
                .all()
                .collectList()
                .flatMapIterable(ids -> ids)
                .concatMap(id -> database.sql(
                                "delete from session_usage_window where session_id = :id and window_end < :end")
                        .bind("id", id)
                        .bind("end", end)
                        .fetch()
                        .rowsUpdated())
                .reduce(0L, Long::sum);
    }

    private static String id(Readable row) {
        return SessionRow.get(row, "session_id", UUID.class).toString();
    }

    private static double memoryGib(UsageMeter meter) {
        return Objects.requireNonNullElse(meter.memory().gib(), 0.0);
    }

    private static UsageMeter meter(Readable row) {
        return UsageMeter.stored(
                SessionRow.get(row, "attempt", Integer.class),
                SessionRow.get(row, "measured_until", Instant.class),
                SessionRow.get(row, "cpu_seconds", Double.class),
                SessionRow.get(row, "memory_gib", Double.class),
                row.get("disk_gib", Double.class),
                row.get("network_bytes", Long.class));
    }

    private static UsageWindow window(Readable row) {
        return new UsageWindow(
                SessionRow.get(row, "window_start", Instant.class),
                SessionRow.get(row, "window_end", Instant.class),
                row.get("cpu_seconds", Double.class),
                row.get("memory_gib_seconds", Double.class),
                row.get("disk_gib_seconds", Double.class),
                row.get("network_bytes", Long.class));
    }

    /** Windows as the arrays that a statement takes. */
    private record Columns(List<EndedWindow> windows) {

        <T> T[] of(Function<EndedWindow, @Nullable T> column, IntFunction<T[]> array) {
            return windows.stream().map(column).toArray(array);
        }

        <T> T[] told(Function<SessionUsageSampled, @Nullable T> column, IntFunction<T[]> array) {
            return of(window -> column.apply(window.told()), array);
        }

        <T> T[] next(Function<UsageMeter, @Nullable T> column, IntFunction<T[]> array) {
            return of(window -> column.apply(window.next()), array);
        }
    }
}
