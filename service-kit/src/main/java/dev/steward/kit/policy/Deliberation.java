package dev.steward.kit.policy;

import dev.steward.kit.policy.Decision.Outcome;
import org.jspecify.annotations.Nullable;

/** One decision while it is made: the best so far of each kind. */
final class Deliberation {

    private final DecisionRequest request;
    private final String resource;
    private final long[] roles;

    private boolean allowIsPossible;
    private int denyRank = Integer.MAX_VALUE;
    private int allowRank = Integer.MAX_VALUE;
    private int challengeRank = Integer.MAX_VALUE;
    private @Nullable Decision deny;
    private @Nullable Decision allow;
    private @Nullable Decision challenge;

    Deliberation(DecisionRequest request, long[] roles) {
        this.request = request;
        this.resource = request.resource();
        this.roles = roles;
    }

    /** Goes every way on from a node; as deep as the longest pattern, however long the resource is. */
    void visit(SegmentNode node, int start) {
        consider(node.anyRest);
        if (start > resource.length()) {
            consider(node.here);
            return;
        }
        int slash = resource.indexOf('/', start);
        int end = slash < 0 ? resource.length() : slash;
        SegmentNode exact = node.next(resource, start, end);
        if (exact != null) {
            visit(exact, end + 1);
        }
        if (node.any != null) {
            visit(node.any, end + 1);
        }
    }

    Decision decision() {
        if (deny != null) {
            return deny;
        }
        if (allow != null) {
            return allow;
        }
        if (challenge != null) {
            return challenge;
        }
        return allowIsPossible ? Decision.NONE_APPLIES : Decision.NO_POLICY;
    }

    private void consider(CompiledPolicy[] policies) {
        for (CompiledPolicy policy : policies) {
            allowIsPossible |= policy.allow;
            if (couldDecide(policy)) {
                note(policy.decide(request, roles), policy.rank);
            }
        }
    }

    /** Whether its answer could still be the better one. */
    private boolean couldDecide(CompiledPolicy policy) {
        return policy.allow ? deny == null && policy.rank < allowRank : policy.rank < denyRank;
    }

    private void note(@Nullable Decision decision, int rank) {
        if (decision == null) {
            return;
        }
        if (decision.outcome() == Outcome.DENY) {
            deny = decision;
            denyRank = rank;
        } else if (decision.outcome() == Outcome.ALLOW) {
            allow = decision;
            allowRank = rank;
        } else if (rank < challengeRank) {
            challenge = decision;
            challengeRank = rank;
        }
    }
}
