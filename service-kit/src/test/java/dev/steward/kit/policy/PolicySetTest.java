package dev.steward.kit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.events.trust.PolicyConditions;
import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.kit.policy.Decision.Outcome;
import dev.steward.kit.policy.Decision.PolicyVersion;
import dev.steward.kit.policy.Decision.Reason;
import dev.steward.kit.policy.Decision.RequiredAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicySetTest {

    private static final PolicyConditions ALWAYS = PolicyConditions.NONE;
    /** A Thursday. */
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "a/b, a/b, true",
        "a/b, a, false",
        "a/b, a/b/c, false",
        "a/b, a/bc, false",
        "a/*, a/b, true",
        "a/*, a, false",
        "a/*, a/b/c, false",
        "*/b, a/b, true",
        "a/**, a, true",
        "a/**, a/b/c, true",
        "a/**, ab, false",
        "**, a/b, true",
        "*/*/c/**, a/b/c, true",
        "*/*/c/**, a/b/d/c, false",
    })
    void matchesSegmentBySegment(String pattern, String resource, boolean matches) {
        assertThat(set(allow("p", pattern)).decide(about(resource)).noPolicyMatched())
                .isEqualTo(!matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/", "a//b", "a/../b", "a/./b", "a/\u0000", "a/\u200b"})
    void deniesWhatIsNoResource(String resource) {
        assertThat(set(allow("p", "**")).decide(about(resource)).reason()).isEqualTo(Reason.INVALID_RESOURCE);
    }

    static Stream<Arguments> conditions() {
        return Stream.of(
                Arguments.of(
                        Written.compliance(80),
                        request().compliance(80.0),
                        request().compliance(79.9)),
                Arguments.of(
                        Written.compliance(0),
                        request().compliance(0.0),
                        request().compliance(null)),
                Arguments.of(
                        Written.networks("10.0.0.0/8"),
                        request().from("10.9.9.9"),
                        request().from("11.0.0.1")),
                Arguments.of(
                        Written.networks("2001:db8::/33", "fe80::1"),
                        request().from("fe80::1"),
                        request().from("2001:db8:8000::1")),
                Arguments.of(
                        Written.networks("0.0.0.0/0"),
                        request().from("::ffff:9.9.9.9"),
                        request().from("::1")),
                Arguments.of(
                        Written.networks("::/0"),
                        request().from("::1"),
                        request().from("1.1.1.1")),
                Arguments.of(Written.networks("::/0"), request().from("::1"), request()),
                Arguments.of(
                        Written.locations("DE", "FR"),
                        request().in("FR"),
                        request().in("US")),
                Arguments.of(Written.locations("DE"), request().in("DE"), request()),
                Arguments.of(
                        Written.window("UTC", List.of("thursday"), "12:00", "24:00"),
                        request().at("2026-11-26T12:00:00Z"),
                        request().at("2026-11-26T11:59:59Z")),
                Arguments.of(
                        Written.window("UTC", List.of("thursday"), "22:00", "06:00"),
                        request().at("2026-11-27T05:59:59Z"),
                        request().at("2026-11-26T05:59:59Z")),
                Arguments.of(
                        Written.window("Europe/Berlin", List.of(), "02:30", "03:30"),
                        request().at("2026-03-29T01:15:00Z"),
                        request().at("2026-03-29T00:59:59Z")),
                Arguments.of(
                        Written.window("Europe/Berlin", List.of(), "02:00", "03:00"),
                        request().at("2026-10-25T01:30:00Z"),
                        request().at("2026-10-25T02:30:00Z")));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void policyWithAnUnmetConditionDoesNotApply(PolicyConditions condition, Facts met, Facts unmet) {
        PolicySet allow = set(Written.policy("p", "allow", "a", "none", condition));
        PolicySet deny = set(allow("q", "**"), Written.policy("p", "deny", "a", null, condition));

        assertThat(allow.decide(met.build("a"))).isEqualTo(decided(Outcome.ALLOW, "p", Reason.ALLOWED_BY_POLICY, null));
        assertThat(allow.decide(unmet.build("a"))).isEqualTo(Decision.NONE_APPLIES);
        assertThat(deny.decide(met.build("a"))).isEqualTo(decided(Outcome.DENY, "p", Reason.DENIED_BY_POLICY, null));
        assertThat(deny.decide(unmet.build("a")).outcome()).isEqualTo(Outcome.ALLOW);
    }

    @Test
    void unmetAssuranceIsAChallengeThatSaysWhatSatisfiesIt() {
        assertThat(set(Written.policy("p", "allow", "a", "none", Written.mfa())).decide(about("a")))
                .isEqualTo(decided(Outcome.CHALLENGE, "p", Reason.MFA_MISSING, RequiredAction.MFA));
        PolicySet fresh = set(Written.policy("p", "allow", "a", "none", Written.postureAge("PT1H")));
        Decision stale = decided(Outcome.CHALLENGE, "p", Reason.DEVICE_POSTURE_TOO_OLD, RequiredAction.DEVICE_POSTURE);
        assertThat(fresh.decide(about("a"))).isEqualTo(stale);
        assertThat(fresh.decide(request().posture("PT1H0.1S").build("a"))).isEqualTo(stale);
        assertThat(fresh.decide(request().posture("PT1H").build("a")).outcome()).isEqualTo(Outcome.ALLOW);
        PolicySet high = set(Written.policy("p", "allow", "a", "high", ALWAYS));
        assertThat(high.decide(about("a")))
                .isEqualTo(decided(Outcome.CHALLENGE, "p", Reason.TRUST_LEVEL_TOO_LOW, RequiredAction.STEP_UP));
        assertThat(high.decide(request().trust(TrustLevel.HIGH).build("a")).outcome())
                .isEqualTo(Outcome.ALLOW);
    }

    @Test
    void denyGoesBeforeAllowBeforeChallengeWhateverTheirIds() {
        PolicyStateChanged challenge = Written.policy("a", "allow", "x/*", "none", Written.mfa());
        PolicyStateChanged allow = allow("b", "x/y");
        PolicyStateChanged deny = Written.policy("c", "deny", "**", null, ALWAYS);

        assertThat(set(challenge, allow, deny).decide(about("x/y")).policy()).isEqualTo(new PolicyVersion("c", 3));
        assertThat(set(allow, challenge).decide(about("x/y")).policy()).isEqualTo(new PolicyVersion("b", 3));
        assertThat(set(challenge).decide(about("x/y")).outcome()).isEqualTo(Outcome.CHALLENGE);
    }

    @Test
    void lowestIdIsNamedAmongPoliciesThatSayTheSame() {
        assertThat(set(allow("2", "x/y"), allow("1", "**"), allow("3", "x/*"))
                        .decide(about("x/y"))
                        .policy())
                .isEqualTo(new PolicyVersion("1", 3));
    }

    @Test
    void anyOfTheRequiredRolesIsEnough() {
        PolicySet set =
                set(Written.policy("p", "allow", "a", List.of("*"), List.of("operator", "developer"), null, ALWAYS));

        assertThat(set.decide(request().roles("viewer", "developer").build("a")).outcome())
                .isEqualTo(Outcome.ALLOW);
        assertThat(set.decide(request().roles("viewer").build("a"))).isEqualTo(Decision.NONE_APPLIES);
        assertThat(set.decide(request().roles().build("a"))).isEqualTo(Decision.NONE_APPLIES);
    }

    @Test
    void policyAboutAnotherActionAndDenyThatDoesNotApplyLeaveNoTrace() {
        PolicyStateChanged other = Written.policy("p", "allow", "a", List.of("write"), List.of(), null, ALWAYS);
        PolicyStateChanged deny = Written.policy("q", "deny", "a", List.of("*"), List.of("contractor"), null, ALWAYS);

        assertThat(set(other, deny).decide(about("a")).noPolicyMatched()).isTrue();
        assertThat(PolicySet.EMPTY.decide(about("a")).noPolicyMatched()).isTrue();
    }

    @Test
    void refusesTwoPoliciesUnderOneId() {
        assertThatThrownBy(() -> set(allow("p", "a"), allow("p", "b"))).hasMessageContaining("p");
    }

    private static Decision decided(Outcome outcome, String id, Reason reason, RequiredAction action) {
        return new Decision(outcome, new PolicyVersion(id, 3), reason, action);
    }

    private static PolicyStateChanged allow(String id, String pattern) {
        return Written.policy(id, "allow", pattern, "none", ALWAYS);
    }

    private static PolicySet set(PolicyStateChanged... written) {
        return PolicySet.of(Stream.of(written).map(Written::read).toList());
    }

    private static DecisionRequest about(String resource) {
        return request().build(resource);
    }

    private static Facts request() {
        return new Facts(Set.of(), TrustLevel.NONE, null, null, null, null, NOON);
    }

    /** What is known about a request. */
    record Facts(
            Set<String> held,
            TrustLevel level,
            Double compliant,
            Duration age,
            IpAddress address,
            String place,
            Instant instant) {

        Facts roles(String... roles) {
            return new Facts(Set.of(roles), level, compliant, age, address, place, instant);
        }

        Facts trust(TrustLevel trust) {
            return new Facts(held, trust, compliant, age, address, place, instant);
        }

        Facts compliance(Double compliance) {
            return new Facts(held, level, compliance, age, address, place, instant);
        }

        Facts posture(String postureAge) {
            return new Facts(held, level, compliant, Duration.parse(postureAge), address, place, instant);
        }

        Facts from(String source) {
            return new Facts(held, level, compliant, age, IpAddress.of(source).orElseThrow(), place, instant);
        }

        Facts in(String location) {
            return new Facts(held, level, compliant, age, address, location, instant);
        }

        Facts at(String time) {
            return new Facts(held, level, compliant, age, address, place, Instant.parse(time));
        }

        DecisionRequest build(String resource) {
            return new DecisionRequest(held, resource, "read", level, false, compliant, age, address, place, instant);
        }
    }
}
