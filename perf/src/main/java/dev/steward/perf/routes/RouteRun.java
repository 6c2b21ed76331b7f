package dev.steward.perf.routes;

import dev.steward.devstack.process.Console;
import dev.steward.devstack.suite.SuiteException;
import dev.steward.perf.benchmark.Benchmarks;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** Measures how the number of routes tells on a lookup. Needs no running suite. */
public record RouteRun(Console console) {

    public static final String NAME = "routes";

    private static final int FEW = 10;
    private static final int MANY = 10_000;
    private static final double MOST_RATIO = 1.2;

    /** Exit status 1 if anything does not hold. */
    public int run() {
        try {
            boolean hot = holds("hot", "one path again and again");
            boolean cold = holds("cold", "any path");
            return hot && cold ? 0 : 1;
        } catch (RunnerException e) {
            throw new SuiteException("JMH did not run: " + e.getMessage(), e);
        }
    }

    /** A B B A, so that a machine that gets slower or faster is fair to both. */
    private boolean holds(String requested, String what) throws RunnerException {
        double few = mean(requested, FEW);
        double many = mean(requested, MANY) + mean(requested, MANY);
        few += mean(requested, FEW);
        double ratio = many / few;
        console.say(String.format(
                Locale.ROOT,
                "%-26s %d routes %4.0f ns, %d routes %4.0f ns: %.2f times, at most %.1f  %s",
                what,
                FEW,
                few / 2,
                MANY,
                many / 2,
                ratio,
                MOST_RATIO,
                ratio <= MOST_RATIO ? "yes" : "NO"));
        return ratio <= MOST_RATIO;
    }

    private static double mean(String requested, int routes) throws RunnerException {
        return Benchmarks.run(
                        RouteBenchmark.class, "find", Map.of("routes", String.valueOf(routes), "requested", requested))
                .getPrimaryResult()
                .getScore();
    }
}
