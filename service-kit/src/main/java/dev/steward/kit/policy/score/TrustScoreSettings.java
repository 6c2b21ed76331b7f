package dev.steward.kit.policy.score;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** Every number of the trust score but the weights of its three parts, which are fixed. Points are of 100. */
@Validated
@ConfigurationProperties("steward.trust-score")
public record TrustScoreSettings(
        @DefaultValue @Valid Device device,
        @DefaultValue @Valid User user,
        @DefaultValue @Valid Context context) {

    /**
     * Of the trust in a device.
     *
     * @param unknown without a posture
     * @param complianceWeight of the compliance score
     * @param patchedWithin how old the last security patches may be
     * @param fullFor how long a posture counts fully
     * @param noneAfter when it no longer counts; it falls in a straight line until then
     */
    public record Device(
            @DefaultValue("40") @Min(0) @Max(100) double unknown,
            @DefaultValue("0.4") @DecimalMin("0") @Max(1) double complianceWeight,
            @DefaultValue("20") @Min(0) @Max(100) double encrypted,
            @DefaultValue("15") @Min(0) @Max(100) double firewall,
            @DefaultValue("15") @Min(0) @Max(100) double antivirus,
            @DefaultValue("10") @Min(0) @Max(100) double patched,
            @DefaultValue("90d") Duration patchedWithin,
            @DefaultValue("1h") Duration fullFor,
            @DefaultValue("24h") Duration noneAfter) {

        @AssertTrue(message = "full-for must be shorter than none-after")
        boolean isFallOrdered() {
            return fullFor.compareTo(noneAfter) < 0;
        }
    }

    /**
     * Of the trust in a user.
     *
     * @param within5Minutes for an authentication younger than that
     * @param historyWeight of the history, which starts at 100
     * @param failedLogin what a failed login takes from the history
     * @param deniedRequest what a denied request takes from it
     * @param historyPerHour what an hour gives back
     */
    public record User(
            @DefaultValue("50") @Min(0) @Max(100) double base,
            @DefaultValue("30") @Min(0) @Max(100) double mfa,
            @DefaultValue("20") @Min(0) @Max(100) double within5Minutes,
            @DefaultValue("10") @Min(0) @Max(100) double within15Minutes,
            @DefaultValue("5") @Min(0) @Max(100) double within60Minutes,
            @DefaultValue("0.2") @DecimalMin("0") @Max(1) double historyWeight,
            @DefaultValue("10") @Min(0) @Max(100) double failedLogin,
            @DefaultValue("5") @Min(0) @Max(100) double deniedRequest,
            @DefaultValue("1") @Min(0) @Max(100) double historyPerHour) {}

    /**
     * Of the trust in a context.
     *
     * @param nearHoursWithin how far from the usual hours is near them
     * @param nearKilometres how far from a recent place is still that place
     * @param fastestKilometresPerHour whoever was faster was not there
     */
    public record Context(
            @DefaultValue("0.4") @DecimalMin("0") @Max(1) double locationWeight,
            @DefaultValue("0.3") @DecimalMin("0") @Max(1) double timeWeight,
            @DefaultValue("0.3") @DecimalMin("0") @Max(1) double networkWeight,
            @DefaultValue("100") @Min(0) @Max(100) double knownNetwork,
            @DefaultValue("40") @Min(0) @Max(100) double unknownNetwork,
            @DefaultValue("100") @Min(0) @Max(100) double usualHours,
            @DefaultValue("60") @Min(0) @Max(100) double nearHours,
            @DefaultValue("20") @Min(0) @Max(100) double unusualHours,
            @DefaultValue("2h") Duration nearHoursWithin,
            @DefaultValue("100") @Min(0) @Max(100) double recentLocation,
            @DefaultValue("40") @Min(0) @Max(100) double newLocation,
            @DefaultValue("0") @Min(0) @Max(100) double impossibleTravel,
            @DefaultValue("50") @Min(0) @Max(100) double noLocation,
            @DefaultValue("100") @Min(0) double nearKilometres,
            @DefaultValue("900") @Min(1) double fastestKilometresPerHour) {}
}
