package dev.steward.perf.load;

import java.util.Locale;

/** What a run must not exceed; a run that exceeds one fails. */
public record Threshold(Metric metric, double limit) {

    /** What is limited; a duration counts all requests of the run. */
    public enum Metric {
        P95_MILLIS("p95 below %s ms", false),
        P99_MILLIS("p99 below %s ms", false),
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

    Verdict judge(Measurements run) {
        double measured =
                switch (metric) {
                    case P95_MILLIS -> run.all().percentileMillis(95);
                    case P99_MILLIS -> run.all().percentileMillis(99);
                    case FAILED_PERCENT -> run.all().failedPercent();
                    case FAILED -> run.all().failed();
                    case BROKEN_CHECKS -> run.brokenChecks().size();
                };
        // Written so that what is not a number does not hold.
        boolean holds = metric.inclusive ? measured <= limit : measured < limit;
        return new Verdict(this, measured, holds && run.all().count() > 0);
    }

    @Override
    public String toString() {
        var number = limit == Math.rint(limit) ? String.valueOf((long) limit) : String.valueOf(limit);
        return String.format(Locale.ROOT, metric.words, number);
    }
}
