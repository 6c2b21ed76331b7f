package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * What a policy would change.
 *
 * @param policy what it would say; or
 * @param policyId a policy there is
 * @param version of that policy, the latest unless named
 * @param request what is asked, as for a decision; or
 * @param days of so many days, what was decided
 */
record SimulatePolicy(
        @Nullable @Valid WritePolicy policy,
        @Nullable String policyId,
        @Nullable @Min(1) Integer version,
        @Nullable @Valid VerifyRequest request,
        @Nullable @Min(1) @Max(90) Integer days)
        implements CheckedBody {

    @Override
    public void check(FieldProblems problems) {
        problems.require((policy == null) != (policyId == null), "policy", "must be there, or else policy_id");
        problems.require(version == null || policyId != null, "version", "must not be there without policy_id");
        problems.require((request == null) != (days == null), "request", "must be there, or else days");
        if (policy != null) {
            check(policy, "policy.", problems);
        }
        if (request != null) {
            check(request, "request.", problems);
        }
    }

    private static void check(CheckedBody part, String prefix, FieldProblems problems) {
        var found = new FieldProblems();
        part.check(found);
        found.found().forEach(problem -> problems.add(prefix + problem.field(), problem.message()));
    }
}
