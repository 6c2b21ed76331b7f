package dev.steward.perf.policy;

import dev.steward.kit.policy.Decision;
import dev.steward.kit.policy.DecisionRequest;
import dev.steward.kit.policy.PolicySet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One decision; requests are made beforehand. JMH makes subclasses of it and of its states. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PolicyBenchmark {

    static final long SEED = 20_261_127L;
    static final int REQUESTS = 4_096;

    /** How many policies match each request where that is held still. */
    static final int MATCHING = 8;

    private int next;

    /** Policies of every kind, and a third of the requests each allowed, challenged and denied. */
    @State(Scope.Thread)
    public static class Mixed {

        @Param("1000")
        public int policies;

        private PolicySet set = PolicySet.EMPTY;
        private DecisionRequest[] requests = {};

        /** Generates both. */
        @Setup
        public void generate() {
            set = GeneratedPolicies.read(GeneratedPolicies.mixed(policies, SEED));
            requests = array(GeneratedRequests.balanced(set, REQUESTS, GeneratedPolicies.projects(policies), SEED));
        }
    }

    /** As many policies match each request however many others there are. */
    @State(Scope.Thread)
    public static class Aside {

        @Param({"10", "10000"})
        public int policies;

        private PolicySet set = PolicySet.EMPTY;
        private DecisionRequest[] requests = {};

        /** Generates both. */
        @Setup
        public void generate() {
            set = GeneratedPolicies.read(GeneratedPolicies.aside(policies, MATCHING, SEED));
            requests = array(GeneratedRequests.any(REQUESTS, 0, SEED));
        }
    }

    /** Each decision by itself, for percentiles. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public Decision mixed(Mixed mixed) {
        next = (next + 1) & (REQUESTS - 1);
        return mixed.set.decide(mixed.requests[next]);
    }

    /** Many decisions together, for a mean without what reading the clock costs. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    public Decision aside(Aside aside) {
        next = (next + 1) & (REQUESTS - 1);
        return aside.set.decide(aside.requests[next]);
    }

    private static DecisionRequest[] array(List<DecisionRequest> requests) {
        if (requests.size() != REQUESTS) {
            throw new IllegalStateException("only " + requests.size() + " requests were found");
        }
        return requests.toArray(DecisionRequest[]::new);
    }
}
