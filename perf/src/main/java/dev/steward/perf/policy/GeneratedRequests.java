package dev.steward.perf.policy;

import dev.steward.kit.policy.Decision.Outcome;
import dev.steward.kit.policy.DecisionRequest;
import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.policy.PolicySet;
import dev.steward.kit.policy.TrustLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Requests about what {@link GeneratedPolicies} are about, the same from one seed. */
final class GeneratedRequests {

    /** A Monday. */
    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

    private static final List<TrustLevel> LEVELS = List.of(TrustLevel.values());
    private static final int MOST_TRIES = 2_000_000;

    private final SplittableRandom random;
    private final int projects;

    private GeneratedRequests(int projects, long seed) {
        this.projects = projects;
        random = new SplittableRandom(seed);
    }

    static List<DecisionRequest> any(int count, int projects, long seed) {
        var generated = new GeneratedRequests(projects, seed);
        return Stream.generate(generated::next).limit(count).toList();
    }

    /** A third each that is allowed, challenged and denied, in an order that tells no branch predictor anything. */
    static List<DecisionRequest> balanced(PolicySet policies, int count, int projects, long seed) {
        var generated = new GeneratedRequests(projects, seed);
        Map<Outcome, List<DecisionRequest>> byOutcome = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            byOutcome.put(outcome, new ArrayList<>());
        }
        int each = count / Outcome.values().length + 1;
        for (int i = 0; i < MOST_TRIES && byOutcome.values().stream().anyMatch(some -> some.size() < each); i++) {
            DecisionRequest request = generated.next();
            List<DecisionRequest> some = byOutcome.get(policies.decide(request).outcome());
            if (some != null && some.size() < each) {
                some.add(request);
            }
        }
        List<DecisionRequest> all = new ArrayList<>(
                byOutcome.values().stream().flatMap(List::stream).toList());
        generated.shuffle(all);
        return all.subList(0, Math.min(count, all.size()));
    }

    /** How many of them come to each outcome, in percent. */
    static Map<Outcome, Double> shares(PolicySet policies, List<DecisionRequest> requests) {
        Map<Outcome, Double> shares = new EnumMap<>(Outcome.class);
        for (DecisionRequest request : requests) {
            shares.merge(policies.decide(request).outcome(), 100.0 / requests.size(), Double::sum);
        }
        return shares;
    }

    private DecisionRequest next() {
        Set<String> roles = new HashSet<>(Set.of(one(GeneratedPolicies.ROLES)));
        if (random.nextInt(3) == 0) {
            roles.add(one(GeneratedPolicies.ROLES));
        }
        String project = GeneratedPolicies.project(projects == 0 ? 0 : 1 + random.nextInt(projects));
        String collection =
                projects == 0 ? GeneratedPolicies.COLLECTIONS.getFirst() : one(GeneratedPolicies.COLLECTIONS);
        return new DecisionRequest(
                roles,
                "platform/" + project + "/" + collection + "/" + random.nextInt(8),
                one(GeneratedPolicies.ACTIONS),
                one(LEVELS),
                random.nextBoolean(),
                (double) random.nextInt(101),
                Duration.ofMinutes(random.nextInt(24 * 60)),
                IpAddress.of("10." + random.nextInt(256) + ".0.1").orElseThrow(),
                one(GeneratedPolicies.LOCATIONS),
                START.plusSeconds(random.nextInt(7 * 86_400)));
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private void shuffle(List<DecisionRequest> all) {
        for (int i = all.size() - 1; i > 0; i--) {
            all.set(i, all.set(random.nextInt(i + 1), all.get(i)));
        }
    }
}
