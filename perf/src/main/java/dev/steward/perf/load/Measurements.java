package dev.steward.perf.load;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;

/** Everything a run measured, by step and by time; many threads report. */
public final class Measurements {
    /** What one point of the chart stands for. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);

    private final long started = System.nanoTime();
    private final StepStatistics all = new StepStatistics();
    private final Map<String, StepStatistics> steps = new ConcurrentHashMap<>();
    private final NavigableMap<Long, StepStatistics> intervals = new ConcurrentSkipListMap<>();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Queue<String> brokenChecks = new ConcurrentLinkedQueue<>();

    public void succeeded(String step, long nanos) {
        record(step, nanos, true);
    }

    public void failed(Failure failure, long nanos) {
        record(failure.step(), nanos, false);
        failures.add(failure);
    }

    /** What was done to the suite, and when. */
    public void fault(String fault) {
        faults.add(fault);
    }

    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** Something other than a status that did not hold. */
    public void broken(String check) {
        brokenChecks.add(check);
    }

    private void record(String step, long nanos, boolean asExpected) {
        all.record(nanos, asExpected);
        steps.computeIfAbsent(step, name -> new StepStatistics()).record(nanos, asExpected);
        long interval = (System.nanoTime() - started) / INTERVAL.toNanos();
        intervals.computeIfAbsent(interval, number -> new StepStatistics()).record(nanos, asExpected);
    }

    public StepStatistics all() {
        return all;
    }

    public NavigableMap<String, StepStatistics> steps() {
        return new ConcurrentSkipListMap<>(steps);
    }

    /** By the number of the interval since the start. */
    public NavigableMap<Long, StepStatistics> intervals() {
        return Collections.unmodifiableNavigableMap(intervals);
    }

    public List<Failure> failures() {
        return List.copyOf(failures);
    }

    public List<String> brokenChecks() {
        return List.copyOf(brokenChecks);
    }

    public List<Threshold.Verdict> judge(Profile profile) {
        return profile.thresholds().stream()
                .map(threshold -> threshold.judge(this))
                .toList();
    }
}
