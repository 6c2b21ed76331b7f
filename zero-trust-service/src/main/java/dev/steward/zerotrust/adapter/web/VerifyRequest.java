package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.policy.score.PatchLevel;
import dev.steward.kit.policy.score.Posture;
import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import dev.steward.zerotrust.domain.AccessQuestion;
import dev.steward.zerotrust.domain.RequestOrigin;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whether a user may do something.
 *
 * @param userId the id or the name of a user
 * @param resource segments between slashes; those of the suite are {@code platform/<project|_>/<collection>/<id|_>}
 * @param action such as {@code read}
 * @param deviceId one of the user's devices
 * @param devicePosture counts in the place of what the device said itself; of callers with {@code devices:attest} only
 * @param sourceIp where the user's request comes from
 * @param context what else is known: {@code location}, a name, and {@code login_session_id}, whose second factor counts
 */
record VerifyRequest(
        @NotBlank @Size(max = 100) String userId,
        @NotBlank @Size(max = 2048) String resource,
        @NotBlank @Size(max = 64) String action,
        @Nullable @Size(max = 100) String deviceId,
        @Nullable @Valid DevicePosture devicePosture,
        @Nullable String sourceIp,
        @Nullable Map<String, JsonNode> context)
        implements CheckedBody {

    /**
     * What somebody else says about a device.
     *
     * @param securityPatchLevel {@code latest}, or a month such as {@code 2026-11}
     * @param complianceScore from 0 to 100
     */
    record DevicePosture(
            @Nullable @Size(max = 50) String os,
            @Nullable @Size(max = 50) String osVersion,
            @NotNull String securityPatchLevel,
            @NotNull Boolean encrypted,
            @NotNull Boolean firewallEnabled,
            @NotNull Boolean antivirusEnabled,
            @NotNull @Min(0) @Max(100) Double complianceScore) {

        private Posture at(Instant now) {
            return new Posture(
                    PatchLevel.parse(securityPatchLevel).orElseThrow(),
                    encrypted,
                    firewallEnabled,
                    antivirusEnabled,
                    complianceScore,
                    now);
        }
    }

    @Override
    public void check(FieldProblems problems) {
        problems.require(
                sourceIp == null || IpAddress.of(sourceIp).isPresent(), "source_ip", "must be an IPv4 or IPv6 address");
        problems.require(
                devicePosture == null
                        || devicePosture.securityPatchLevel() == null
                        || PatchLevel.parse(devicePosture.securityPatchLevel()).isPresent(),
                "device_posture.security_patch_level",
                PatchLevel.RULE);
        new OriginContext(context).check(problems, "context.");
    }

    AccessQuestion at(Instant now) {
        OriginContext more = new OriginContext(context);
        return new AccessQuestion(
                userId,
                resource,
                action,
                new RequestOrigin(
                        deviceId,
                        devicePosture == null ? null : devicePosture.at(now),
                        sourceIp == null ? null : IpAddress.of(sourceIp).orElseThrow(),
                        more.text(OriginContext.LOCATION),
                        more.text(OriginContext.LOGIN_SESSION_ID)));
    }
}
