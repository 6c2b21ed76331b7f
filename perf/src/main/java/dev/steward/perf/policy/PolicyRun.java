package dev.steward.perf.policy;

import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import dev.steward.devstack.process.Console;
import dev.steward.devstack.suite.SuiteException;
import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.kit.policy.Decision.Outcome;
import dev.steward.kit.policy.DecisionRequest;
import dev.steward.kit.policy.PolicySet;
import dev.steward.perf.benchmark.Benchmarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** Measures the evaluator, compares it with Cedar, and judges both. Needs no running suite. */
public record PolicyRun(Console console) {

    public static final String NAME = "policy";

    private static final int POLICIES = 1_000;
    private static final int FEW = 10;
    private static final int MANY = 10_000;
    private static final double MOST_NANOS = 1_000;
    private static final double MOST_RATIO = 1.3;
    private static final double LEAST_SHARE = 20;
    private static final int CEDAR_POLICIES = 100;
    private static final int CEDAR_REQUESTS = 10_000;

    /** Exit status 1 if anything does not hold. */
    public int run() {
        var lines = new ArrayList<Line>();
        shares(lines);
        agreement(lines);
        try {
            percentiles(lines);
            ratio(lines);
        } catch (RunnerException e) {
            throw new SuiteException("JMH did not run: " + e.getMessage(), e);
        }
        lines.forEach(line -> console.say(line.text()));
        return lines.stream().allMatch(Line::holds) ? 0 : 1;
    }

    /** One thing that was measured; judged if it has to be something. */
    private record Line(String what, String value, String wanted, boolean holds) {

        private String text() {
            return "%-62s %14s  %s".formatted(what, value, wanted.isEmpty() ? "" : wanted + (holds ? "  yes" : "  NO"));
        }
    }

    private static void shares(List<Line> lines) {
        PolicySet set = GeneratedPolicies.read(GeneratedPolicies.mixed(POLICIES, PolicyBenchmark.SEED));
        List<DecisionRequest> requests = GeneratedRequests.balanced(
                set, PolicyBenchmark.REQUESTS, GeneratedPolicies.projects(POLICIES), PolicyBenchmark.SEED);
        var shares = GeneratedRequests.shares(set, requests);
        for (Outcome outcome : Outcome.values()) {
            double share = shares.getOrDefault(outcome, 0.0);
            lines.add(new Line(
                    "requests that end in " + outcome.code() + ", of " + POLICIES + " policies",
                    number("%.1f %%", share),
                    "at least 20 %",
                    share >= LEAST_SHARE));
        }
    }

    private void percentiles(List<Line> lines) throws RunnerException {
        console.say("Measuring one decision at " + POLICIES + " policies");
        var statistics = measured("mixed", POLICIES).getPrimaryResult().getStatistics();
        double median = statistics.getPercentile(50);
        lines.add(new Line(
                "p50 of a decision at " + POLICIES + " policies",
                number("%.0f ns", median),
                "at most 1000 ns",
                median <= MOST_NANOS));
        lines.add(new Line("p99", number("%.0f ns", statistics.getPercentile(99)), "", true));
    }

    /** A B B A, so that a machine that gets slower or faster is fair to both. */
    private void ratio(List<Line> lines) throws RunnerException {
        console.say("Measuring " + FEW + " against " + MANY + " policies, of which " + PolicyBenchmark.MATCHING
                + " match each request");
        double few = mean(FEW);
        double many = mean(MANY) + mean(MANY);
        few += mean(FEW);
        lines.add(new Line("mean at " + FEW + " policies, 8 of them match", number("%.0f ns", few / 2), "", true));
        lines.add(new Line("mean at " + MANY + " policies, 8 of them match", number("%.0f ns", many / 2), "", true));
        lines.add(new Line("ratio", number("%.2f", many / few), "at most " + MOST_RATIO, many / few <= MOST_RATIO));
    }

    private static double mean(int policies) throws RunnerException {
        return measured("aside", policies).getPrimaryResult().getScore();
    }

    private static RunResult measured(String benchmark, int policies) throws RunnerException {
        return Benchmarks.run(PolicyBenchmark.class, benchmark, Map.of("policies", String.valueOf(policies)));
    }

    private void agreement(List<Line> lines) {
        console.say("Asking Cedar the same " + CEDAR_REQUESTS + " questions about " + CEDAR_POLICIES + " policies");
        List<PolicyStateChanged> written = GeneratedPolicies.plain(CEDAR_POLICIES, PolicyBenchmark.SEED);
        PolicySet set = GeneratedPolicies.read(written);
        List<DecisionRequest> requests =
                GeneratedRequests.any(CEDAR_REQUESTS, GeneratedPolicies.projects(CEDAR_POLICIES), PolicyBenchmark.SEED);
        var shares = GeneratedRequests.shares(set, requests);
        try {
            CedarPolicies cedar = CedarPolicies.of(written);
            List<AuthorizationRequest> translated =
                    requests.stream().map(cedar::request).toList();
            int same = 0;
            for (int i = 0; i < requests.size(); i++) {
                boolean allows = set.decide(requests.get(i)).outcome() == Outcome.ALLOW;
                same += allows == cedar.allows(translated.get(i)) ? 1 : 0;
            }
            lines.add(new Line(
                    "answers as Cedar's, %.0f %% of them allow".formatted(shares.getOrDefault(Outcome.ALLOW, 0.0)),
                    same + " of " + CEDAR_REQUESTS,
                    "all",
                    same == CEDAR_REQUESTS));
            beside(lines, cedar, translated, set, requests);
        } catch (AuthException | CacheException e) {
            throw new SuiteException("Cedar did not answer: " + e.getMessage(), e);
        }
    }

    /** A B B A, in this process, after all of it ran once. */
    private static void beside(
            List<Line> lines,
            CedarPolicies cedar,
            List<AuthorizationRequest> translated,
            PolicySet set,
            List<DecisionRequest> requests)
            throws AuthException {
        double here = perDecision(set, requests);
        double there = perDecision(cedar, translated) + perDecision(cedar, translated);
        here += perDecision(set, requests);
        lines.add(new Line("mean of these here", number("%.2f µs", here / 2), "", true));
        lines.add(new Line("mean of these in Cedar", number("%.1f µs", there / 2), "", true));
    }

    private static double perDecision(PolicySet set, List<DecisionRequest> requests) {
        long allowed = 0;
        long start = System.nanoTime();
        for (DecisionRequest request : requests) {
            allowed += set.decide(request).outcome() == Outcome.ALLOW ? 1 : 0;
        }
        return micros(start, requests.size(), allowed);
    }

    private static double perDecision(CedarPolicies cedar, List<AuthorizationRequest> requests) throws AuthException {
        long allowed = 0;
        long start = System.nanoTime();
        for (AuthorizationRequest request : requests) {
            allowed += cedar.allows(request) ? 1 : 0;
        }
        return micros(start, requests.size(), allowed);
    }

    private static double micros(long start, int decisions, long allowed) {
        if (allowed == 0) {
            throw new IllegalStateException("nothing was allowed");
        }
        return (System.nanoTime() - start) / 1_000.0 / decisions;
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
