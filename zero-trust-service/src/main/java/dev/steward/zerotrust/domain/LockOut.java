package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.Decision;
import dev.steward.kit.policy.DecisionRequest;
import dev.steward.kit.policy.PlatformResource;
import dev.steward.kit.policy.Policy;
import dev.steward.kit.policy.PolicySet;
import dev.steward.kit.policy.ResourcePattern;
import dev.steward.kit.policy.TrustLevel;
import dev.steward.zerotrust.domain.Circumstances.Circumstance;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether policies leave nobody who could change policies. The evaluator itself is asked, about one request of each kind
 * that the policies tell apart; whatever a challenge asks for is given.
 */
record LockOut(PolicySet policies, List<ResourcePattern> resources) {

    private static final String COLLECTION = "policies";

    /** What whoever changes policies has to be allowed. */
    static final ResourcePattern ANY_POLICY = policy(PlatformResource.NONE);

    private static final List<String> ACTIONS = List.of("read", "write");

    /** Each is a handful of decisions of a microsecond. */
    private static final long MOST_CIRCUMSTANCES = 100_000;

    static ResourcePattern policy(String id) {
        return PlatformResource.of(null, COLLECTION, id).pattern();
    }

    /** Empty when some admin can still do what is needed with all the resources, under some circumstances at least. */
    static Optional<String> reason(
            Collection<Policy> active, List<ResourcePattern> resources, Set<Set<String>> admins, Instant now) {
        List<Policy> relevant = active.stream()
                .filter(policy -> resources.stream()
                        .anyMatch(resource -> policy.resource().covers(resource)))
                .toList();
        if (relevant.isEmpty()) {
            return Optional.empty();
        }
        Circumstances circumstances = Circumstances.toldApartBy(relevant, now);
        if (circumstances.count() * admins.size() > MOST_CIRCUMSTANCES) {
            return Optional.of("Policies about policies have too many conditions to tell whether an admin could still"
                    + " change them.");
        }
        LockOut check = new LockOut(PolicySet.of(relevant), resources);
        return circumstances.all().anyMatch(each -> admins.stream().anyMatch(roles -> check.passes(roles, each)))
                ? Optional.empty()
                : Optional.of("No admin could change policies any more.");
    }

    private boolean passes(Set<String> roles, Circumstance when) {
        return resources.stream()
                .allMatch(resource -> ACTIONS.stream().allMatch(action -> passes(roles, resource, action, when)));
    }

    private boolean passes(Set<String> roles, ResourcePattern resource, String action, Circumstance when) {
        Decision decision = policies.decide(new DecisionRequest(
                roles,
                resource.toString(),
                action,
                TrustLevel.FULL,
                true,
                when.compliance(),
                Duration.ZERO,
                when.address(),
                when.location(),
                when.at()));
        return decision.outcome() == Decision.Outcome.ALLOW || decision.noPolicyMatched();
    }
}
