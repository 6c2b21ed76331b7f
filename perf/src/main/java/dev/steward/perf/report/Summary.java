package dev.steward.perf.report;

import dev.steward.perf.load.Failure;
import dev.steward.perf.load.Measurements;
import dev.steward.perf.load.Profile;
import dev.steward.perf.load.StepStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All figures of a run, rounded as they are shown; {@code *.json} in {@code perf/out} is this record.
 *
 * @param cpuMicrosPerRequest of the suite alone, without generator, dev sessions and jobs
 */
public record Summary(
        String script,
        String profile,
        double scale,
        String commit,
        String machine,
        Instant startedAt,
        double seconds,
        boolean holds,
        List<Judged> thresholds,
        Figures all,
        double perSecond,
        Map<String, Figures> steps,
        List<Point> course,
        Map<String, Double> cpuSeconds,
        double cpuMicrosPerRequest,
        List<String> faults,
        List<String> brokenChecks,
        Map<String, Long> failedBy,
        List<String> failures) {
    private static final int SHOWN = 50;

    /** A threshold and what was measured. */
    public record Judged(String threshold, double measured, boolean holds) {}

    /** Durations in milliseconds. */
    public record Figures(long count, long failed, double p50, double p95, double p99, double max) {
        static Figures of(StepStatistics statistics) {
            return new Figures(
                    statistics.count(),
                    statistics.failed(),
                    rounded(statistics.percentileMillis(50)),
                    rounded(statistics.percentileMillis(95)),
                    rounded(statistics.percentileMillis(99)),
                    rounded(statistics.maxMillis()));
        }
    }

    /** An interval of the run. */
    public record Point(double second, double perSecond, double p95, long failed) {}

    /** What was run, and where. */
    public record Run(String script, Profile profile, double scale, String commit, String machine, Instant startedAt) {}

    public static Summary of(Run run, Measurements measured, Duration took, Map<String, Duration> cpu) {
        var judged = measured.judge(run.profile()).stream()
                .map(verdict ->
                        new Judged(verdict.threshold().toString(), rounded(verdict.measured()), verdict.holds()))
                .toList();
        var steps = new TreeMap<String, Figures>();
        measured.steps().forEach((name, statistics) -> steps.put(name, Figures.of(statistics)));
        double seconds = took.toMillis() / 1000.0;
        double suite = cpu.entrySet().stream()
                        .filter(entry -> !Set.of(CpuWatch.LOAD, CpuWatch.REST).contains(entry.getKey()))
                        .mapToLong(entry -> entry.getValue().toNanos())
                        .sum()
                / 1000.0;
        return new Summary(
                run.script(),
                run.profile().name(),
                run.scale(),
                run.commit(),
                run.machine(),
                run.startedAt(),
                rounded(seconds),
                judged.stream().allMatch(Judged::holds),
                judged,
                Figures.of(measured.all()),
                rounded(measured.all().count() / seconds),
                steps,
                course(measured),
                cpu.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> rounded(entry.getValue().toMillis() / 1000.0),
                                (one, other) -> one,
                                LinkedHashMap::new)),
                rounded(suite / Math.max(1, measured.all().count())),
                measured.faults(),
                measured.brokenChecks().stream().limit(SHOWN).toList(),
                measured.failures().stream()
                        .collect(Collectors.groupingBy(
                                failure -> failure.status() == 0 ? "no answer" : String.valueOf(failure.status()),
                                TreeMap::new,
                                Collectors.counting())),
                measured.failures().stream().limit(SHOWN).map(Failure::toString).toList());
    }

    private static List<Point> course(Measurements measured) {
        double length = Measurements.INTERVAL.toSeconds();
        return measured.intervals().entrySet().stream()
                .map(entry -> new Point(
                        entry.getKey() * length,
                        rounded(entry.getValue().count() / length),
                        rounded(entry.getValue().percentileMillis(95)),
                        entry.getValue().failed()))
                .toList();
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? Math.round(value * 100) / 100.0 : 0;
    }
}
