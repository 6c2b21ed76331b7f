package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.policy.score.PatchLevel;
import dev.steward.kit.policy.score.Posture;
import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/**
 * What a device says about itself.
 *
 * @param credential given to the device when it was registered
 * @param securityPatchLevel {@code latest}, or the month of its last security patches such as {@code 2026-11}
 * @param complianceScore from 0 to 100, by the device's own rules
 */
record PostureReport(
        @NotNull @Size(max = 200) String credential,

        @NotNull @Size(min = 1, max = 50) @Pattern(regexp = PlainText.PATTERN, message = PlainText.RULE)
        String os,

        @NotNull @Size(min = 1, max = 50) @Pattern(regexp = PlainText.PATTERN, message = PlainText.RULE)
        String osVersion,

        @NotNull String securityPatchLevel,
        @NotNull Boolean encrypted,
        @NotNull Boolean firewallEnabled,
        @NotNull Boolean antivirusEnabled,
        @NotNull @Min(0) @Max(100) Double complianceScore)
        implements CheckedBody {

    @Override
    public void check(FieldProblems problems) {
        problems.require(
                securityPatchLevel == null
                        || PatchLevel.parse(securityPatchLevel).isPresent(),
                "security_patch_level",
                PatchLevel.RULE);
    }

    Posture posture(Instant now) {
        return new Posture(
                PatchLevel.parse(securityPatchLevel).orElseThrow(),
                encrypted,
                firewallEnabled,
                antivirusEnabled,
                complianceScore,
                now);
    }

    @Override
    public String toString() {
        return "PostureReport[redacted]";
    }
}
