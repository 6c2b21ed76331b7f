package dev.steward.kit.policy;

import java.util.List;

/** What came of reading a policy. */
public sealed interface PolicyReading {

    record Accepted(Policy policy) implements PolicyReading {}

    /** Everything that is wrong with it. */
    record Refused(List<PolicyProblem> problems) implements PolicyReading {

        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
