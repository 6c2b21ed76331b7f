package dev.steward.events.access;

import dev.steward.events.Require;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request was denied or challenged; the aggregate is the decision.
 *
 * @param route the pattern of its path
 * @param resource {@code platform/<project|_>/<collection>/<id|_>}
 * @param outcome {@code deny} or {@code challenge}
 * @param policyId of the policy that decided; null when roles did
 * @param requiredAction what satisfies a challenge; null for a deny
 * @param sourceAddress where the request came from, as far as that is known
 */
public record AccessDenied(
        String decisionId,
        String userId,
        String username,
        String loginSessionId,
        String method,
        String route,
        String resource,
        String action,
        String outcome,
        String reason,
        @Nullable String policyId,
        @Nullable Integer policyVersion,
        @Nullable String requiredAction,
        @Nullable String sourceAddress,
        Instant decidedAt)
        implements AccessEvent {

    private static final String DENY = "deny";

    private static final Set<String> OUTCOMES = Set.of(DENY, "challenge");

    public AccessDenied {
        Require.text(decisionId, "decision_id");
        Require.text(userId, "user_id");
        Require.text(reason, "reason");
        if (!OUTCOMES.contains(outcome)) {
            throw new IllegalArgumentException("outcome must be deny or challenge");
        }
    }

    /** False for a challenge, which the caller may still satisfy. */
    public boolean denies() {
        return outcome.equals(DENY);
    }
}
