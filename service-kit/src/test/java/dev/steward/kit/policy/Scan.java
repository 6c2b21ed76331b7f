package dev.steward.kit.policy;

import dev.steward.kit.policy.Decision.Outcome;
import dev.steward.kit.policy.Decision.PolicyVersion;
import dev.steward.kit.policy.Decision.Reason;
import dev.steward.kit.policy.Decision.RequiredAction;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The rules of a decision without any index, in other means than the kit's. */
final class Scan {

    private Scan() {}

    static Decision decide(List<Policy> policies, DecisionRequest request) {
        List<Policy> matching = policies.stream()
                .filter(policy -> matches(
                        policy.resource().toString().split("/"),
                        request.resource().split("/"),
                        0))
                .filter(policy ->
                        policy.actions().contains("*") || policy.actions().contains(request.action()))
                .toList();
        Decision silent = matching.stream().anyMatch(policy -> policy.effect() == Effect.ALLOW)
                ? Decision.NONE_APPLIES
                : Decision.NO_POLICY;
        return matching.stream()
                .filter(policy -> applies(policy, request))
                .map(policy -> answer(policy, request))
                .min(Comparator.comparing((Decision decision) -> List.of(Outcome.DENY, Outcome.ALLOW, Outcome.CHALLENGE)
                                .indexOf(decision.outcome()))
                        .thenComparing(decision -> decision.policy().policyId()))
                .orElse(silent);
    }

    private static boolean matches(String[] pattern, String[] resource, int i) {
        if (i == pattern.length) {
            return i == resource.length;
        }
        if (pattern[i].equals("**")) {
            return true;
        }
        return i < resource.length
                && (pattern[i].equals("*") || pattern[i].equals(resource[i]))
                && matches(pattern, resource, i + 1);
    }

    private static boolean applies(Policy policy, DecisionRequest request) {
        Conditions when = policy.conditions();
        return (policy.requiredRoles().isEmpty() || !Collections.disjoint(policy.requiredRoles(), request.roles()))
                && (when.deviceComplianceMin() == null
                        || (request.deviceCompliance() != null
                                && request.deviceCompliance() >= when.deviceComplianceMin()))
                && (when.locations().isEmpty()
                        || (request.location() != null && when.locations().contains(request.location())))
                && (when.networks().isEmpty()
                        || (request.sourceAddress() != null
                                && when.networks().stream()
                                        .anyMatch(network -> isWithin(network, request.sourceAddress()))))
                && (when.timeWindow() == null
                        || isWithin(
                                when.timeWindow(),
                                request.at().atZone(when.timeWindow().zone())));
    }

    private static Decision answer(Policy policy, DecisionRequest request) {
        PolicyVersion version = new PolicyVersion(policy.id(), policy.version());
        if (policy.effect() == Effect.DENY) {
            return new Decision(Outcome.DENY, version, Reason.DENIED_BY_POLICY, null);
        }
        Conditions when = policy.conditions();
        if (when.mfaRequired() && !request.mfa()) {
            return new Decision(Outcome.CHALLENGE, version, Reason.MFA_MISSING, RequiredAction.MFA);
        }
        if (when.maxPostureAge() != null
                && (request.postureAge() == null
                        || request.postureAge().toNanos() > when.maxPostureAge().toNanos())) {
            return new Decision(
                    Outcome.CHALLENGE, version, Reason.DEVICE_POSTURE_TOO_OLD, RequiredAction.DEVICE_POSTURE);
        }
        return request.trustLevel().ordinal() < policy.requiredTrustLevel().ordinal()
                ? new Decision(Outcome.CHALLENGE, version, Reason.TRUST_LEVEL_TOO_LOW, RequiredAction.STEP_UP)
                : new Decision(Outcome.ALLOW, version, Reason.ALLOWED_BY_POLICY, null);
    }

    private static boolean isWithin(Network network, IpAddress address) {
        int rest = 128 - network.bits();
        return network.first().v4() == address.v4()
                && number(network.first())
                        .shiftRight(rest)
                        .equals(number(address).shiftRight(rest));
    }

    private static BigInteger number(IpAddress address) {
        return address.v4()
                ? unsigned(address.low()).shiftLeft(64)
                : unsigned(address.high()).shiftLeft(64).or(unsigned(address.low()));
    }

    private static BigInteger unsigned(long bits) {
        return new BigInteger(Long.toUnsignedString(bits));
    }

    private static boolean isWithin(TimeWindow window, ZonedDateTime at) {
        int second = at.toLocalTime().toSecondOfDay();
        DayOfWeek today = at.getDayOfWeek();
        boolean overnight = window.from() >= window.to();
        boolean started = second >= window.from() && (overnight || second < window.to());
        return started && window.days().contains(today)
                || overnight && second < window.to() && window.days().contains(today.minus(1));
    }
}
