package dev.steward.zerotrust.adapter.web;

import dev.steward.events.trust.PolicyConditions;
import dev.steward.events.trust.PolicyTimeWindow;
import dev.steward.kit.policy.PolicyReading;
import dev.steward.kit.web.CheckedBody;
import dev.steward.kit.web.FieldProblems;
import dev.steward.zerotrust.domain.PolicyRules;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says.
 *
 * @param resourcePattern segments between slashes; {@code *} is any one of them, a last {@code **} any rest
 * @param actions {@code *} is any
 * @param requiredRoles any one of them; none for anybody
 * @param requiredTrustLevel {@code none}, {@code low}, {@code medium}, {@code high} or {@code full}
 * @param effect {@code allow} or {@code deny}
 */
record WritePolicy(
        @NotBlank @Size(max = 100) @Pattern(regexp = PlainText.PATTERN, message = PlainText.RULE)
        String name,

        @NotNull String resourcePattern,
        @NotNull List<@NotNull String> actions,
        @Nullable List<@NotNull String> requiredRoles,
        @Nullable String requiredTrustLevel,
        @Nullable @Valid When conditions,
        @NotNull String effect)
        implements CheckedBody {

    /** In the place of a part that is missing, which was noted already: the others are read all the same. */
    private static final String SOUND = "sound";

    /**
     * When a policy applies; all that are given have to hold.
     *
     * @param deviceComplianceMin from 0 to 100
     * @param networks CIDR blocks, any one of them
     * @param locations any one of them
     * @param maxPostureAge as in ISO 8601
     */
    record When(
            @Nullable Boolean mfaRequired,
            @Nullable Double deviceComplianceMin,
            @Nullable @Valid Window timeWindow,
            @Nullable List<@NotNull String> networks,
            @Nullable List<@NotNull String> locations,
            @Nullable String maxPostureAge) {

        private PolicyConditions conditions() {
            return new PolicyConditions(
                    Boolean.TRUE.equals(mfaRequired),
                    deviceComplianceMin,
                    timeWindow == null ? null : timeWindow.window(),
                    words(networks, "::"),
                    words(locations, SOUND),
                    maxPostureAge);
        }
    }

    /**
     * Part of each of some days by the clocks of a zone.
     *
     * @param zone an IANA name such as {@code Europe/Berlin}
     * @param days on which it starts, such as {@code monday}; none for every day
     * @param from the first minute in it, such as {@code 08:30}
     * @param to the first minute after it, at most {@code 24:00}; on the next day if it is not after {@code from}
     */
    record Window(
            @NotNull String zone,
            @Nullable List<@NotNull String> days,
            @NotNull String from,
            @NotNull String to) {

        private PolicyTimeWindow window() {
            return new PolicyTimeWindow(
                    part(zone, "UTC"), words(days, "monday"), part(from, "00:00"), part(to, "24:00"));
        }
    }

    @Override
    public void check(FieldProblems problems) {
        if (rules().read() instanceof PolicyReading.Refused(var found)) {
            found.forEach(problem -> problems.add(problem.field(), problem.message()));
        }
    }

    PolicyRules rules() {
        return new PolicyRules(
                part(name, SOUND),
                part(resourcePattern, SOUND),
                actions == null ? List.of(SOUND) : words(actions, SOUND),
                words(requiredRoles, SOUND),
                requiredTrustLevel,
                conditions == null ? PolicyConditions.NONE : conditions.conditions(),
                part(effect, "allow"));
    }

    /** What is told not to be null is so all the same while its body is checked. */
    private static String part(@Nullable String given, String sound) {
        return given == null ? sound : given;
    }

    private static List<String> words(@Nullable List<String> given, String sound) {
        return given == null
                ? List.of()
                : given.stream()
                        .map(word -> Objects.requireNonNullElse(word, sound))
                        .toList();
    }
}
