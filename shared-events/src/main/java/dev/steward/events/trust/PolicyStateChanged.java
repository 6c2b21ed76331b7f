package dev.steward.events.trust;

import dev.steward.events.Require;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compacted: an active policy as its author wrote it; a tombstone when it is active no more.
 *
 * @param resourcePattern segments between slashes; {@code *} is any one of them, a last {@code **} any rest
 * @param actions {@code *} is any
 * @param requiredRoles any one of them; none for anybody
 * @param requiredTrustLevel {@code none}, {@code low}, {@code medium}, {@code high} or {@code full}
 * @param effect {@code allow} or {@code deny}
 */
public record PolicyStateChanged(
        String policyId,
        String name,
        int version,
        String resourcePattern,
        List<String> actions,
        List<String> requiredRoles,
        @Nullable String requiredTrustLevel,
        PolicyConditions conditions,
        String effect,
        Instant activatedAt)
        implements TrustEvent {

    public PolicyStateChanged {
        Require.text(policyId, "policy_id");
        actions = List.copyOf(actions);
        requiredRoles = List.copyOf(requiredRoles);
    }
}
