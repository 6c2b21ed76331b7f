package dev.steward.kit.policy;

import dev.steward.kit.policy.Decision.Outcome;
import dev.steward.kit.policy.Decision.PolicyVersion;
import dev.steward.kit.policy.Decision.Reason;
import dev.steward.kit.policy.Decision.RequiredAction;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A policy with all its answers made beforehand, so that deciding allocates nothing. */
final class CompiledPolicy {

    /** Place among the policies of a set; of two with the same answer the lower decides. */
    final int rank;

    final boolean allow;
    private final long[] roles;
    private final double complianceMin;
    private final @Nullable TimeWindow timeWindow;
    private final Network[] networks;
    private final Set<String> locations;
    private final boolean mfaRequired;
    private final @Nullable Duration maxPostureAge;
    private final TrustLevel requiredTrustLevel;
    private final Decision met;
    private final Decision mfa;
    private final Decision posture;
    private final Decision stepUp;

    CompiledPolicy(Policy policy, int rank, RoleBits bits) {
        this.rank = rank;
        allow = policy.isAllow();
        roles = policy.requiredRoles().isEmpty() ? RoleBits.NONE : bits.of(policy.requiredRoles());
        Conditions conditions = policy.conditions();
        complianceMin = conditions.deviceComplianceMin() == null ? -1 : conditions.deviceComplianceMin();
        timeWindow = conditions.timeWindow();
        networks = conditions.networks().toArray(Network[]::new);
        locations = conditions.locations();
        mfaRequired = conditions.mfaRequired();
        maxPostureAge = conditions.maxPostureAge();
        requiredTrustLevel = policy.requiredTrustLevel();
        PolicyVersion version = new PolicyVersion(policy.id(), policy.version());
        met = allow
                ? new Decision(Outcome.ALLOW, version, Reason.ALLOWED_BY_POLICY, null)
                : new Decision(Outcome.DENY, version, Reason.DENIED_BY_POLICY, null);
        mfa = new Decision(Outcome.CHALLENGE, version, Reason.MFA_MISSING, RequiredAction.MFA);
        posture =
                new Decision(Outcome.CHALLENGE, version, Reason.DEVICE_POSTURE_TOO_OLD, RequiredAction.DEVICE_POSTURE);
        stepUp = new Decision(Outcome.CHALLENGE, version, Reason.TRUST_LEVEL_TOO_LOW, RequiredAction.STEP_UP);
    }

    /** What it says if it applies; the cheapest conditions come first. */
    @Nullable
    Decision decide(DecisionRequest request, long[] held) {
        boolean applies = (roles.length == 0 || RoleBits.intersect(roles, held))
                && (complianceMin < 0
                        || (request.deviceCompliance() != null && request.deviceCompliance() >= complianceMin))
                && (locations.isEmpty() || (request.location() != null && locations.contains(request.location())))
                && (networks.length == 0 || isWithin(request.sourceAddress()))
                && (timeWindow == null || timeWindow.contains(request.at()));
        return applies ? answer(request) : null;
    }

    /** Asks for what raises the score of trust before it asks for a higher score. */
    private Decision answer(DecisionRequest request) {
        if (mfaRequired && !request.mfa()) {
            return mfa;
        }
        if (maxPostureAge != null
                && (request.postureAge() == null || request.postureAge().compareTo(maxPostureAge) > 0)) {
            return posture;
        }
        return request.trustLevel().compareTo(requiredTrustLevel) < 0 ? stepUp : met;
    }

    private boolean isWithin(@Nullable IpAddress address) {
        if (address != null) {
            for (Network network : networks) {
                if (network.contains(address)) {
                    return true;
                }
            }
        }
        return false;
    }
}
