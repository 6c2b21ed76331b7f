package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.Effect;
import dev.steward.kit.policy.Policy;
import dev.steward.zerotrust.domain.PolicyFinding.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Looks at a policy before it decides beside others.
 *
 * @param others all others that are active
 * @param admins the sets of roles that enabled admins hold
 * @param roles all that somebody can have
 */
public record PolicyReview(Collection<Policy> others, Set<Set<String>> admins, Set<String> roles, Instant now) {

    /** There can be thousands of others; nobody reads more. */
    private static final int MOST_OVERLAPS = 100;

    public PolicyReview {
        others = List.copyOf(others);
        admins = Set.copyOf(admins);
        roles = Set.copyOf(roles);
    }

    public List<PolicyFinding> of(Policy candidate) {
        List<PolicyFinding> findings = new ArrayList<>();
        Unmatchable.reason(candidate, roles)
                .ifPresentOrElse(
                        reason -> findings.add(PolicyFinding.of(Kind.CANNOT_MATCH, reason)),
                        () -> Unmatchable.unknownActions(candidate)
                                .ifPresent(reason -> findings.add(PolicyFinding.of(Kind.UNKNOWN_ACTION, reason))));
        if (candidate.effect() == Effect.ALLOW) {
            others.stream()
                    .filter(other -> other.effect() == Effect.DENY && PolicyOverlap.covers(other, candidate))
                    .findFirst()
                    .ifPresent(other -> findings.add(
                            about(other, Kind.CANNOT_MATCH, "It never decides: all that it allows is denied by %s.")));
        }
        List<Policy> all = new ArrayList<>(others);
        all.add(candidate);
        LockOut.reason(all, List.of(LockOut.ANY_POLICY, LockOut.policy(candidate.id())), admins, now)
                .ifPresent(reason -> findings.add(PolicyFinding.of(Kind.LOCKS_OUT_ADMINS, reason)));
        findings.addAll(overlaps(candidate));
        return findings;
    }

    /** What is found when only the others decide any more. */
    public List<PolicyFinding> withoutIt() {
        return LockOut.reason(others, List.of(LockOut.ANY_POLICY), admins, now).stream()
                .map(reason -> PolicyFinding.of(Kind.LOCKS_OUT_ADMINS, reason))
                .toList();
    }

    private List<PolicyFinding> overlaps(Policy candidate) {
        List<Policy> overlapping = others.stream()
                .filter(other -> other.effect() != candidate.effect())
                .filter(other -> PolicyOverlap.canBothApply(candidate, other))
                .toList();
        String message = candidate.effect() == Effect.ALLOW
                ? "Some of what it allows is denied by %s."
                : "It denies some of what is allowed by %s.";
        List<PolicyFinding> findings = new ArrayList<>(overlapping.stream()
                .limit(MOST_OVERLAPS)
                .map(other -> about(other, Kind.OVERLAPS, message))
                .toList());
        if (overlapping.size() > MOST_OVERLAPS) {
            findings.add(PolicyFinding.of(
                    Kind.OVERLAPS, "It overlaps with " + (overlapping.size() - MOST_OVERLAPS) + " further policies."));
        }
        return findings;
    }

    private static PolicyFinding about(Policy other, Kind kind, String message) {
        String named = "\"" + other.name() + "\" (" + other.id() + ")";
        return new PolicyFinding(kind, message.formatted(named), other.id(), other.name());
    }
}
