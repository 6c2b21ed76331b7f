package dev.steward.events.trust;

import dev.steward.events.Require;
import java.time.Instant;

/**
 * Compacted: what a device said last about itself; none before its first report, a tombstone when it is removed.
 *
 * @param userId whose device it is
 * @param securityPatchLevel {@code latest}, or the month of its last security patches
 * @param complianceScore from 0 to 100
 */
public record DeviceStateChanged(
        String deviceId,
        String userId,
        String securityPatchLevel,
        boolean encrypted,
        boolean firewallEnabled,
        boolean antivirusEnabled,
        double complianceScore,
        Instant reportedAt)
        implements TrustEvent {

    public DeviceStateChanged {
        Require.text(deviceId, "device_id");
        Require.text(userId, "user_id");
        Require.notNegative(complianceScore, "compliance_score");
    }
}
