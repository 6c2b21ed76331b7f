package dev.steward.zerotrust.application;

import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.kit.policy.Policy;
import dev.steward.kit.policy.PolicySet;
import dev.steward.zerotrust.domain.PolicyRules;
import dev.steward.zerotrust.port.PolicyRepository;
import dev.steward.zerotrust.port.TrustEntryRepository;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The policies that decide, ready to be asked. Each use looks whether they were changed since, so that no decision is made
 * of what an activation that was answered has replaced. Safe for concurrent use.
 */
public class PolicySets {

    private final PolicyRepository policies;
    private final TrustEntryRepository entries;

    private volatile @Nullable Current last;

    public PolicySets(PolicyRepository policies, TrustEntryRepository entries) {
        this.policies = policies;
        this.entries = entries;
    }

    /**
     * What decides now.
     *
     * @param change the last one that was made
     * @param tried what would decide if all that are in dry run were active; null when none is
     */
    record Current(long change, PolicySet active, @Nullable PolicySet tried) {}

    /** Those that decide now. */
    public Mono<PolicySet> active() {
        return current().map(Current::active);
    }

    Mono<Current> current() {
        return entries.current(TrustEntryRepository.POLICIES).flatMap(change -> {
            Current known = last;
            return known != null && known.change == change ? Mono.just(known) : load(change);
        });
    }

    /** What is changed meanwhile is in it already, and loaded again. */
    private Mono<Current> load(long change) {
        return policies.active().flatMap(active -> policies.inDryRun().map(tried -> {
            var loaded = new Current(change, set(active), tried.isEmpty() ? null : with(active, tried));
            last = loaded;
            return loaded;
        }));
    }

    private static PolicySet with(List<PolicyStateChanged> active, List<PolicyStateChanged> tried) {
        Map<String, PolicyStateChanged> all = new LinkedHashMap<>();
        active.forEach(policy -> all.put(policy.policyId(), policy));
        tried.forEach(policy -> all.put(policy.policyId(), policy));
        return set(List.copyOf(all.values()));
    }

    private static PolicySet set(List<PolicyStateChanged> stored) {
        List<Policy> read = stored.stream().map(PolicyRules::read).toList();
        return PolicySet.of(read);
    }
}
