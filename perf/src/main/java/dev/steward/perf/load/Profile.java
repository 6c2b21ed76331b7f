package dev.steward.perf.load;

import dev.steward.devstack.suite.SuiteException;
import dev.steward.perf.load.Threshold.Metric;
import dev.steward.perf.load.Traffic.Arrivals;
import dev.steward.perf.load.Traffic.Stage;
import dev.steward.perf.load.Traffic.Users;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How hard a script is run and what is expected of it.
 *
 * @param warmUp what goes before and is not measured
 */
public record Profile(String name, Optional<Traffic> warmUp, Traffic traffic, List<Threshold> thresholds) {
    private static final Threshold EVERY_CHECK = new Threshold(Metric.BROKEN_CHECKS, 0);

    /** Whether it works at all; says nothing about time, so that a busy machine cannot fail it. */
    public static final Profile SMOKE = new Profile(
            "smoke",
            new Users(List.of(new Stage(Duration.ofSeconds(2), 5), new Stage(Duration.ofSeconds(28), 5))),
            List.of(new Threshold(Metric.FAILED_PERCENT, 1), EVERY_CHECK));

    public static final Profile LOAD = new Profile(
            "load",
            new Users(List.of(
                    new Stage(Duration.ofMinutes(2), 100),
                    new Stage(Duration.ofMinutes(5), 100),
                    new Stage(Duration.ofMinutes(2), 200),
                    new Stage(Duration.ofMinutes(5), 200),
                    new Stage(Duration.ofMinutes(2), 0))),
            List.of(
                    new Threshold(Metric.P95_MILLIS, 500),
                    new Threshold(Metric.P99_MILLIS, 1000),
                    new Threshold(Metric.FAILED_PERCENT, 1),
                    EVERY_CHECK));

    /** Just started services would be asked for more than they can do while they still compile themselves. */
    public static final Profile OPEN = new Profile(
            "open",
            Optional.of(new Users(List.of(new Stage(Duration.ofSeconds(60), 100)))),
            new Arrivals(200, Duration.ofMinutes(2)),
            List.of(new Threshold(Metric.P95_MILLIS, 50), new Threshold(Metric.FAILED, 0), EVERY_CHECK));

    public Profile(String name, Traffic traffic, List<Threshold> thresholds) {
        this(name, Optional.empty(), traffic, thresholds);
    }

    public Profile {
        thresholds = List.copyOf(thresholds);
    }

    /** By what a run is shortened, as it is given to a command. */
    public static double factor(String text) {
        try {
            double factor = Double.parseDouble(text);
            if (factor >= 0.01 && factor <= 1) {
                return factor;
            }
        } catch (NumberFormatException e) {
            // Refused below like a number out of range.
        }
        throw new SuiteException("--scale has to be a number from 0.01 to 1 and is " + text + ".");
    }

    public Profile scaled(double factor) {
        return new Profile(name, warmUp.map(first -> first.scaled(factor)), traffic.scaled(factor), thresholds);
    }
}
