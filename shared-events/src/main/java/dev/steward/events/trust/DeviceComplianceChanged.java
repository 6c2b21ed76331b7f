package dev.steward.events.trust;

import dev.steward.events.Require;

/**
 * A device reported a posture that is compliant when its last one was not, or the other way round; one that never reported
 * counts as not compliant. The aggregate is the device. Names and values are those of CAEP 1.0, so that it can be forwarded
 * as a security event token; times are seconds since 1970.
 */
public record DeviceComplianceChanged(
        String caepEventType,
        String userId,
        String deviceId,
        String previousStatus,
        String currentStatus,
        String initiatingEntity,
        long eventTimestamp)
        implements TrustEvent {

    public static final String CAEP = "https://schemas.openid.net/secevent/caep/event-type/device-compliance-change";

    public DeviceComplianceChanged {
        Require.text(caepEventType, "caep_event_type");
        Require.text(userId, "user_id");
        Require.text(deviceId, "device_id");
    }
}
