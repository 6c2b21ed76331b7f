package dev.steward.perf.load;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long the requests of one step took and how many failed; many threads report. */
public final class StepStatistics {
    private static final double MICROS_PER_MILLI = 1000;

    private final Histogram micros = new ConcurrentHistogram(3);
    private final LongAdder failed = new LongAdder();

    void record(long nanos, boolean answeredAsExpected) {
        micros.recordValue(Math.max(1, nanos / 1000));
        if (!answeredAsExpected) {
            failed.increment();
        }
    }

    public long count() {
        return micros.getTotalCount();
    }

    public long failed() {
        return failed.sum();
    }

    public double failedPercent() {
        return 100.0 * failed() / count();
    }

    public double percentileMillis(double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }

    public double maxMillis() {
        return micros.getMaxValue() / MICROS_PER_MILLI;
    }
}
