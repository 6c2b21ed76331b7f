package dev.steward.kit.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All active policies, indexed by action and by the segments of their patterns: a decision looks only at policies that
 * match both. Immutable; a change makes a new one.
 *
 * <p>An explicit deny decides before an allow, an allow before a challenge. Among policies that say the same, that with
 * the lowest id decides.
 */
public final class PolicySet {

    public static final PolicySet EMPTY = PolicySet.of(List.of());

    private final RoleBits roles;
    private final Map<String, SegmentNode> byAction = new HashMap<>();
    private final @Nullable SegmentNode anyAction;
    private final List<Policy> policies;

    private PolicySet(List<Policy> policies) {
        this.policies = policies;
        roles = new RoleBits(policies);
        Map<String, SegmentNode.Draft> drafts = new HashMap<>();
        for (int rank = 0; rank < policies.size(); rank++) {
            Policy policy = policies.get(rank);
            CompiledPolicy compiled = new CompiledPolicy(policy, rank, roles);
            Set<String> actions = policy.isAboutAnyAction() ? Set.of(Policy.ANY_ACTION) : policy.actions();
            for (String action : actions) {
                drafts.computeIfAbsent(action, _ -> new SegmentNode.Draft()).add(policy.resource(), compiled);
            }
        }
        SegmentNode.Draft any = drafts.remove(Policy.ANY_ACTION);
        anyAction = any == null ? null : any.freeze();
        drafts.forEach((action, draft) -> byAction.put(action, draft.freeze()));
    }

    public static PolicySet of(Collection<Policy> policies) {
        Set<String> ids = new HashSet<>();
        for (Policy policy : policies) {
            if (!ids.add(policy.id())) {
                throw new IllegalArgumentException("two policies have the id " + policy.id());
            }
        }
        return new PolicySet(
                policies.stream().sorted(Comparator.comparing(Policy::id)).toList());
    }

    /** By id. */
    public List<Policy> policies() {
        return policies;
    }

    /**
     * Whether any policy is about the action and the resource. Where none is, nothing has to be found out about a request.
     *
     * @param resource its segments; {@code *} is any one
     */
    public boolean isAbout(List<String> resource, String action) {
        SegmentNode thisAction = byAction.get(action);
        return (thisAction != null && thisAction.leadsToPolicy(resource, 0))
                || (anyAction != null && anyAction.leadsToPolicy(resource, 0));
    }

    public Decision decide(DecisionRequest request) {
        if (!Resources.isWellFormed(request.resource())) {
            return Decision.INVALID_RESOURCE;
        }
        Deliberation deliberation = new Deliberation(request, roles.of(request.roles()));
        SegmentNode thisAction = byAction.get(request.action());
        if (thisAction != null) {
            deliberation.visit(thisAction, 0);
        }
        if (anyAction != null) {
            deliberation.visit(anyAction, 0);
        }
        return deliberation.decision();
    }
}
