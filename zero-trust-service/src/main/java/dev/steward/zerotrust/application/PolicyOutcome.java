package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.ManagedPolicy;
import dev.steward.zerotrust.domain.PolicyFinding;
import java.util.List;

/** What became of a request to create a policy, to change it, or to let it decide or no longer decide. */
public sealed interface PolicyOutcome {

    /** With what its author should know. */
    record Done(ManagedPolicy policy, List<PolicyFinding> warnings) implements PolicyOutcome {

        public Done {
            warnings = List.copyOf(warnings);
        }

        Done(ManagedPolicy policy) {
            this(policy, List.of());
        }
    }

    /** There are as many policies as there can be. */
    record TooMany() implements PolicyOutcome {}

    record NoSuchPolicy() implements PolicyOutcome {}

    record NoSuchVersion() implements PolicyOutcome {}

    /** The policy was changed since the caller looked. */
    record Stale() implements PolicyOutcome {}

    /** The version was never in dry run. */
    record NotTried() implements PolicyOutcome {}

    /** There is no version to roll back to, or the one named was never active. */
    record NeverActive() implements PolicyOutcome {}

    /** The policy neither decides nor is in dry run. */
    record NotInUse() implements PolicyOutcome {}

    /** With each reason, and what its author should know besides. */
    record Refused(List<PolicyFinding> findings) implements PolicyOutcome {

        public Refused {
            findings = List.copyOf(findings);
        }
    }
}
