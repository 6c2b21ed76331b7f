package dev.steward.perf.routes;

import dev.steward.devstack.process.Console;
import dev.steward.devstack.suite.SuiteException;
import java.util.Locale;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

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
        var options = new OptionsBuilder()
                .include(RouteBenchmark.class.getName().replace(".", "\\.") + "\\.find$")
                .param("routes", String.valueOf(routes))
                .param("requested", requested)
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .threads(1)
                .jvmArgs("-Xmx1g", "--sun-misc-unsafe-memory-access=allow")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        return new Runner(options).runSingle().getPrimaryResult().getScore();
    }
}
