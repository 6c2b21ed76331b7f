package dev.steward.events.trust;

import dev.steward.events.Require;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A version of a policy decides from now on, for the first time or again after a roll back; the aggregate is the policy. */
public record PolicyActivated(
        String policyId,
        String name,
        int version,
        @Nullable Integer replacedVersion,
        String activatedBy,
        Instant activatedAt)
        implements TrustEvent {

    public PolicyActivated {
        Require.text(policyId, "policy_id");
        Require.text(activatedBy, "activated_by");
    }
}
