package dev.steward.perf.load;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a run must not exceed; a run that exceeds one fails.
 *
 * @param step whose requests count; null for all of the run
 * @param floor the step it is compared with, where it is compared
 */
public record Threshold(
        Metric metric,
        double limit,
        @Nullable String step,
        @Nullable String floor) {

    /** What is limited. */
    public enum Metric {
        P50_MILLIS("p50 below %s ms", false),
        P95_MILLIS("p95 below %s ms", false),
        P99_MILLIS("p99 below %s ms", false),
        P50_TIMES("p50 below %s times that of ", false),
        FAILED_PERCENT("failed below %s %%", false),
        FAILED("at most %s failed", true),
        BROKEN_CHECKS("at most %s checks broken", true);

        private final String words;
        private final boolean inclusive;

        Metric(String words, boolean inclusive) {
            this.words = words;
            this.inclusive = inclusive;
        }
    }

    /** How a threshold was met. */
    public record Verdict(Threshold threshold, double measured, boolean holds) {}

    /** Counts all requests of the run. */
    public Threshold(Metric metric, double limit) {
        this(metric, limit, null);
    }

    public Threshold(Metric metric, double limit, @Nullable String step) {
        this(metric, limit, step, null);
    }

    /** How many times as long as another step of the same run one may take. */
    public static Threshold times(double limit, String step, String floor) {
        return new Threshold(Metric.P50_TIMES, limit, step, floor);
    }

    Verdict judge(Measurements run) {
        var counted = counted(run, step);
        double measured =
                switch (metric) {
                    case P50_MILLIS -> counted.percentileMillis(50);
                    case P95_MILLIS -> counted.percentileMillis(95);
                    case P99_MILLIS -> counted.percentileMillis(99);
                    case P50_TIMES ->
                        counted.percentileMillis(50) / counted(run, floor).percentileMillis(50);
                    case FAILED_PERCENT -> counted.failedPercent();
                    case FAILED -> counted.failed();
                    case BROKEN_CHECKS -> run.brokenChecks().size();
                };
        // Written so that what is not a number does not hold.
        boolean holds = metric.inclusive ? measured <= limit : measured < limit;
        return new Verdict(this, measured, holds && counted.count() > 0);
    }

    private static StepStatistics counted(Measurements run, @Nullable String step) {
        return step == null ? run.all() : run.steps().getOrDefault(step, new StepStatistics());
    }

    @Override
    public String toString() {
        var number = limit == Math.rint(limit) ? String.valueOf((long) limit) : String.valueOf(limit);
        var words = String.format(Locale.ROOT, metric.words, number) + (floor == null ? "" : floor);
        return step == null ? words : step + ": " + words;
    }
}
