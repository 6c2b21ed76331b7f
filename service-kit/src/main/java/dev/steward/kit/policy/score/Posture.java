package dev.steward.kit.policy.score;

import java.time.Instant;

/**
 * What a device says about itself.
 *
 * @param patched {@code latest}, or the month of its last security patches
 * @param complianceScore from 0 to 100
 */
public record Posture(
        PatchLevel patched,
        boolean encrypted,
        boolean firewallEnabled,
        boolean antivirusEnabled,
        double complianceScore,
        Instant reportedAt) {

    public Posture {
        if (!(complianceScore >= 0 && complianceScore <= 100)) {
            throw new IllegalArgumentException("compliance_score must be from 0 to 100");
        }
    }
}
