package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.score.Posture;

/** What a device said last about itself. */
public record DeviceReport(String os, String osVersion, Posture posture) {

    /** Compliant from this compliance score on. */
    public static final double COMPLIANT_FROM = 80;

    public boolean compliant() {
        return posture.complianceScore() >= COMPLIANT_FROM;
    }
}
