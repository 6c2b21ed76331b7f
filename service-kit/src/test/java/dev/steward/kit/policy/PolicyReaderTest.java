package dev.steward.kit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.trust.PolicyConditions;
import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.events.trust.PolicyTimeWindow;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {

    static Stream<String> hostilePatterns() {
        return Stream.of(
                "",
                "/",
                "a//b",
                "/a",
                "a/",
                "a/**/b",
                "**/a",
                "a/b*",
                "a/***",
                "a/\u0000",
                "a/../b",
                ".",
                "a/\u202e",
                "x".repeat(10_240),
                "a/".repeat(40) + "a");
    }

    @ParameterizedTest
    @MethodSource("hostilePatterns")
    void refusesHostilePatterns(String pattern) {
        assertThat(fields(Written.policy("p", "allow", pattern, null, PolicyConditions.NONE)))
                .containsExactly("resource_pattern");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "10.0.0.1/8",
                "10.0.0.0/",
                "10.0.0.0/08",
                "10.1",
                "010.0.0.0/8",
                "::1/64",
                "fe80::1%eth0",
                "[::1]",
                "localhost",
                "::/129",
                "10.0.0.0/-1"
            })
    void refusesWhatIsNoNetwork(String network) {
        assertThat(fields(Written.policy("p", "allow", "a", null, Written.networks("::/0", network))))
                .containsExactly("conditions.networks[1]");
    }

    static Stream<PolicyTimeWindow> badWindows() {
        return Stream.of(
                new PolicyTimeWindow("Mars/Olympus", List.of(), "08:00", "09:00"),
                new PolicyTimeWindow("UTC", List.of("someday"), "08:00", "09:00"),
                new PolicyTimeWindow("UTC", List.of(), "24:00", "09:00"),
                new PolicyTimeWindow("UTC", List.of(), "8:00", "09:00"),
                new PolicyTimeWindow("UTC", List.of(), "08:00", "25:00"),
                new PolicyTimeWindow("UTC", List.of(), "08:00", "08:00"));
    }

    @ParameterizedTest
    @MethodSource("badWindows")
    void refusesATimeWindowThatIsNone(PolicyTimeWindow window) {
        var when = new PolicyConditions(false, null, window, List.of(), List.of(), null);

        assertThat(fields(Written.policy("p", "allow", "a", null, when))).containsExactly("conditions.time_window");
    }

    @Test
    void namesEverythingThatIsWrong() {
        var when = new PolicyConditions(false, Double.NaN, null, List.of(), List.of(" "), "PT0S");

        assertThat(fields(Written.policy("p", "maybe", "a//", List.of(), List.of("\u0000"), "most", when)))
                .containsExactlyInAnyOrder(
                        "resource_pattern",
                        "effect",
                        "required_trust_level",
                        "conditions.locations[0]",
                        "conditions.device_compliance_min",
                        "conditions.max_posture_age",
                        "required_roles[0]",
                        "actions");
    }

    @Test
    void refusesADenyThatWouldChallenge() {
        var when = new PolicyConditions(true, null, null, List.of(), List.of(), "PT1H");

        assertThat(fields(Written.policy("p", "deny", "a", "low", when)))
                .containsExactly("required_trust_level", "conditions.mfa_required", "conditions.max_posture_age");
        assertThat(fields(Written.policy("p", "deny", "a", "none", PolicyConditions.NONE)))
                .isEmpty();
    }

    private static List<String> fields(PolicyStateChanged written) {
        return switch (PolicyReader.read(written)) {
            case PolicyReading.Accepted _ -> List.of();
            case PolicyReading.Refused(List<PolicyProblem> problems) ->
                problems.stream().map(PolicyProblem::field).toList();
        };
    }
}
