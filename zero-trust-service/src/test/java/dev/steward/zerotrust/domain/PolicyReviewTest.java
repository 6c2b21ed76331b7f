package dev.steward.zerotrust.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.trust.PolicyConditions;
import dev.steward.events.trust.PolicyTimeWindow;
import dev.steward.kit.policy.Policy;
import dev.steward.zerotrust.domain.PolicyFinding.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReviewTest {

    /** A Thursday. */
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static final PolicyConditions ALWAYS = PolicyConditions.NONE;
    private static final Set<String> ROLES = Set.of("viewer", "developer", "operator", "admin");
    private static final Set<String> ADMIN = Set.of("admin");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "platform/shop",
                "platform/shop/sessions",
                "platform/shop/sessions/1/more",
                "platform/shop/sessions/1/**/",
                "platform/Shop/**",
                "platform/shop/Sessions/*",
                "platform/*/sessions/*/x/**"
            })
    void refusesPatternsThatNoResourceOfThePlatformCanHave(String pattern) {
        assertThat(kinds(allow("p", pattern.replaceAll("/\\*\\*/$", "/x/**"), ALWAYS)))
                .containsExactly(Kind.CANNOT_MATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "platform/**",
                "platform/shop/**",
                "platform/_/users/*",
                "platform/*/*/*/**",
                "**",
                "*/shop",
                "docs",
                "platforms/x"
            })
    void takesPatternsThatSomeResourceCanHave(String pattern) {
        assertThat(kinds(allow("p", pattern, ALWAYS))).isEmpty();
    }

    @Test
    void refusesWhatNobodyCanHaveARoleFor() {
        assertThat(kinds(deny("p", "docs", List.of("*"), List.of("root", "janitor"), ALWAYS)))
                .containsExactly(Kind.CANNOT_MATCH);
        assertThat(kinds(deny("p", "docs", List.of("*"), List.of("root", "viewer"), ALWAYS)))
                .isEmpty();
    }

    @Test
    void refusesAnAllowOfWhichAllIsDenied() {
        Policy deny = deny("d", "docs/**", List.of("*"), List.of(), networks("10.0.0.0/8"));

        assertThat(of(allow("p", "docs/a", networks("10.1.0.0/16")), deny))
                .first()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.CANNOT_MATCH);
                    assertThat(finding.policyId()).isEqualTo("d");
                    assertThat(finding.message()).contains("Policy d");
                });
        assertThat(kinds(allow("p", "docs/a", networks("10.1.0.0/16", "11.0.0.0/8")), deny))
                .containsExactly(Kind.OVERLAPS);
        assertThat(kinds(allow("p", "docs/a", ALWAYS), deny)).containsExactly(Kind.OVERLAPS);
        assertThat(kinds(allow("p", "**", networks("10.1.0.0/16")), deny)).containsExactly(Kind.OVERLAPS);
    }

    @Test
    void denyForSomeRolesLeavesAnAllowForOthers() {
        Policy deny = deny("d", "docs/**", List.of("*"), List.of("viewer", "developer"), ALWAYS);

        assertThat(kinds(policy("p", "allow", "docs/a", List.of("read"), List.of("viewer"), ALWAYS), deny))
                .contains(Kind.CANNOT_MATCH);
        assertThat(kinds(policy("p", "allow", "docs/a", List.of("read"), List.of("viewer", "operator"), ALWAYS), deny))
                .containsExactly(Kind.OVERLAPS);
        assertThat(kinds(allow("p", "docs/a", ALWAYS), deny)).containsExactly(Kind.OVERLAPS);
    }

    @ParameterizedTest
    @CsvSource({
        "docs/*, docs/a, true",
        "docs/b, docs/a, false",
        "docs/**, docs, true",
    })
    void warnsOfTheOppositeWhereResourcesMeet(String one, String other, boolean meet) {
        assertThat(kinds(
                        deny("p", one, List.of("*"), List.of(), ALWAYS),
                        allow("q", other, ALWAYS),
                        deny("r", other, List.of("*"), List.of(), ALWAYS)))
                .isEqualTo(meet ? List.of(Kind.OVERLAPS) : List.of());
    }

    @Test
    void conditionsKeepPoliciesApart() {
        assertThat(meet(networks("10.0.0.0/8"), networks("10.1.0.0/16"))).isTrue();
        assertThat(meet(networks("10.0.0.0/8"), networks("11.0.0.0/8", "::/0"))).isFalse();
        assertThat(meet(networks("10.0.0.0/8"), ALWAYS)).isTrue();
        assertThat(meet(locations("berlin"), locations("paris"))).isFalse();
        assertThat(meet(locations("berlin", "rome"), locations("paris", "rome")))
                .isTrue();
        assertThat(meet(window("UTC", "monday", "08:00", "12:00"), window("UTC", "monday", "12:00", "18:00")))
                .isFalse();
        assertThat(meet(window("UTC", "monday", "08:00", "12:01"), window("UTC", "monday", "12:00", "18:00")))
                .isTrue();
        assertThat(meet(window("UTC", "sunday", "22:00", "02:00"), window("UTC", "monday", "01:00", "03:00")))
                .isTrue();
        assertThat(meet(window("UTC", "sunday", "22:00", "02:00"), window("UTC", "monday", "02:00", "03:00")))
                .isFalse();
        assertThat(meet(window("UTC", "monday", "08:00", "12:00"), window("Asia/Tokyo", "friday", "08:00", "12:00")))
                .isTrue();
    }

    @Test
    void namesNoMoreThanAHundredOthers() {
        Policy[] others = IntStream.range(0, 130)
                .mapToObj(i -> allow("q" + i, "docs/" + i, ALWAYS))
                .toArray(Policy[]::new);

        List<PolicyFinding> findings = of(deny("p", "docs/**", List.of("*"), List.of(), ALWAYS), others);

        assertThat(findings).hasSize(101).last().satisfies(last -> assertThat(last.message())
                .contains("30 further"));
    }

    @Test
    void refusesWhatLocksOutEveryAdmin() {
        assertThat(kinds(deny("p", "**", List.of("*"), List.of(), ALWAYS))).containsExactly(Kind.LOCKS_OUT_ADMINS);
        assertThat(kinds(deny("p", "platform/_/policies/*", List.of("write"), List.of("admin"), ALWAYS)))
                .containsExactly(Kind.LOCKS_OUT_ADMINS);
        assertThat(kinds(deny("p", "**", List.of("*"), List.of(), networks("0.0.0.0/1", "128.0.0.0/1"))))
                .containsExactly(Kind.LOCKS_OUT_ADMINS);
        assertThat(kinds(deny("p", "**", List.of("*"), List.of(), window("UTC", "", "00:00", "24:00"))))
                .containsExactly(Kind.LOCKS_OUT_ADMINS);
    }

    /** Where an allow matches, whoever meets none of its conditions is denied. */
    @Test
    void refusesAnAllowForOthersOnly() {
        Policy developers = policy("p", "allow", "platform/**", List.of("*"), List.of("developer"), ALWAYS);

        assertThat(kinds(developers)).containsExactly(Kind.LOCKS_OUT_ADMINS);
        assertThat(kinds(
                        developers,
                        policy("q", "allow", "platform/_/policies/*", List.of("*"), List.of("admin"), ALWAYS)))
                .isEmpty();
    }

    @Test
    void refusesWhatNobodyCouldTakeBack() {
        String mine = "0198c0de-0000-7000-8000-000000000001";
        String others = "0198c0de-0000-7000-8000-000000000002";
        assertThat(kinds(deny(mine, "platform/_/policies/" + mine, List.of("write"), List.of(), ALWAYS)))
                .containsExactly(Kind.LOCKS_OUT_ADMINS);
        assertThat(kinds(deny(mine, "platform/_/policies/" + others, List.of("write"), List.of(), ALWAYS)))
                .isEmpty();
    }

    @Test
    void takesWhatSomeAdminCanMeetAtSomeTime() {
        assertThat(kinds(deny("p", "**", List.of("*"), List.of("developer"), ALWAYS)))
                .isEmpty();
        assertThat(kinds(deny("p", "**", List.of("*"), List.of(), networks("10.0.0.0/8"))))
                .isEmpty();
        assertThat(kinds(deny("p", "**", List.of("*"), List.of(), window("UTC", "thursday", "00:00", "24:00"))))
                .isEmpty();
        assertThat(kinds(deny("p", "**", List.of("*"), List.of(), window("Asia/Tokyo", "", "00:01", "00:00"))))
                .isEmpty();
        assertThat(kinds(allow(
                        "p",
                        "**",
                        new PolicyConditions(true, 99.0, null, List.of("2001:db8::/32"), List.of(), "PT1M"))))
                .isEmpty();
        assertThat(kinds(deny("p", "**", List.of("read"), List.of(), locations("berlin"))))
                .isEmpty();
    }

    @Test
    void looksAtAllConditionsTogether() {
        Policy fromOffice = deny("q", "**", List.of("*"), List.of(), networks("10.0.0.0/8"));
        Policy elsewhere = deny(
                "p",
                "**",
                List.of("*"),
                List.of(),
                networks(
                        "0.0.0.0/5",
                        "8.0.0.0/7",
                        "11.0.0.0/8",
                        "12.0.0.0/6",
                        "16.0.0.0/4",
                        "32.0.0.0/3",
                        "64.0.0.0/2",
                        "128.0.0.0/1"));

        assertThat(kinds(elsewhere)).isEmpty();
        assertThat(kinds(elsewhere, fromOffice)).containsExactly(Kind.LOCKS_OUT_ADMINS);
    }

    @Test
    void oneAdminWithOtherRolesIsEnough() {
        Policy deny = deny("p", "**", List.of("*"), List.of("operator"), ALWAYS);

        assertThat(new PolicyReview(List.of(), Set.of(Set.of("admin", "operator")), ROLES, NOON).of(deny))
                .extracting(PolicyFinding::kind)
                .containsExactly(Kind.LOCKS_OUT_ADMINS);
        assertThat(new PolicyReview(List.of(), Set.of(Set.of("admin", "operator"), ADMIN), ROLES, NOON).of(deny))
                .isEmpty();
    }

    @Test
    void refusesWhatIsTooMuchToTell() {
        String[] networks =
                IntStream.range(0, 64).mapToObj(i -> "10." + i + ".0.0/16").toArray(String[]::new);
        Policy[] others = IntStream.range(0, 40)
                .mapToObj(i -> deny(
                        "q" + i,
                        "**",
                        List.of("*"),
                        List.of(),
                        new PolicyConditions(false, (double) i, null, List.of(networks), List.of("place " + i), null)))
                .toArray(Policy[]::new);

        assertThat(of(deny("p", "**", List.of("*"), List.of(), ALWAYS), others))
                .extracting(PolicyFinding::message)
                .containsExactly("Policies about policies have too many conditions to tell whether an admin could still"
                        + " change them.");
    }

    @Test
    void whatIsLeftIsLookedAtToo() {
        Policy developers = policy("p", "allow", "platform/**", List.of("*"), List.of("developer"), ALWAYS);

        assertThat(new PolicyReview(List.of(developers), Set.of(ADMIN), ROLES, NOON).withoutIt())
                .extracting(PolicyFinding::kind)
                .containsExactly(Kind.LOCKS_OUT_ADMINS);
        assertThat(new PolicyReview(List.of(), Set.of(ADMIN), ROLES, NOON).withoutIt())
                .isEmpty();
    }

    private static boolean meet(PolicyConditions one, PolicyConditions other) {
        return kinds(deny("p", "docs", List.of("*"), List.of(), one), allow("q", "docs", other))
                .contains(Kind.OVERLAPS);
    }

    private static List<Kind> kinds(Policy candidate, Policy... others) {
        return of(candidate, others).stream().map(PolicyFinding::kind).toList();
    }

    private static List<PolicyFinding> of(Policy candidate, Policy... others) {
        return new PolicyReview(List.of(others), Set.of(ADMIN), ROLES, NOON).of(candidate);
    }

    private static Policy allow(String id, String pattern, PolicyConditions when) {
        return policy(id, "allow", pattern, List.of("read"), List.of(), when);
    }

    private static Policy deny(
            String id, String pattern, List<String> actions, List<String> roles, PolicyConditions when) {
        return policy(id, "deny", pattern, actions, roles, when);
    }

    private static Policy policy(
            String id, String effect, String pattern, List<String> actions, List<String> roles, PolicyConditions when) {
        return new PolicyRules("Policy " + id, pattern, actions, roles, null, when, effect).policy(id, 1);
    }

    private static PolicyConditions networks(String... networks) {
        return new PolicyConditions(false, null, null, List.of(networks), List.of(), null);
    }

    private static PolicyConditions locations(String... locations) {
        return new PolicyConditions(false, null, null, List.of(), List.of(locations), null);
    }

    private static PolicyConditions window(String zone, String day, String from, String to) {
        var window = new PolicyTimeWindow(zone, day.isEmpty() ? List.of() : List.of(day), from, to);
        return new PolicyConditions(false, null, window, List.of(), List.of(), null);
    }
}
