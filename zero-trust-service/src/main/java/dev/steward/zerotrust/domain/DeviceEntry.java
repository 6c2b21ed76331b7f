package dev.steward.zerotrust.domain;

import dev.steward.events.trust.DeviceStateChanged;
import org.jspecify.annotations.Nullable;

/**
 * A device as readers of trust state know it.
 *
 * @param state absent when it was removed
 */
public record DeviceEntry(
        String deviceId, long sequence, @Nullable DeviceStateChanged state) {

    public static DeviceEntry of(String deviceId, String userId, DeviceReport report, long sequence) {
        var posture = report.posture();
        return new DeviceEntry(
                deviceId,
                sequence,
                new DeviceStateChanged(
                        deviceId,
                        userId,
                        posture.patched().toString(),
                        posture.encrypted(),
                        posture.firewallEnabled(),
                        posture.antivirusEnabled(),
                        posture.complianceScore(),
                        posture.reportedAt()));
    }

    /** Of a device that is no more. */
    public static DeviceEntry removed(String deviceId, long sequence) {
        return new DeviceEntry(deviceId, sequence, null);
    }
}
