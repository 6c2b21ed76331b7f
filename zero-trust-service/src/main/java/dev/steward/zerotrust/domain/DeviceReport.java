package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.score.Posture;

/**
 * What a device said last about itself.
 *
 * @param compliant by the compliance score, as it was judged when the device said so
 */
public record DeviceReport(String os, String osVersion, Posture posture, boolean compliant) {

    /** Judges it: compliant from this compliance score on. */
    public static DeviceReport of(String os, String osVersion, Posture posture, double compliantFrom) {
        return new DeviceReport(os, osVersion, posture, posture.complianceScore() >= compliantFrom);
    }
}
