package dev.steward.kit.security.access;

import static dev.steward.kit.testing.TestPolicies.denial;
import static dev.steward.kit.testing.TestPolicies.read;
import static dev.steward.kit.testing.TestPolicies.secondFactor;
import static dev.steward.kit.testing.TestPolicies.written;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.trust.PolicyConditions;
import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.kit.policy.Decision.Outcome;
import dev.steward.kit.policy.Decision.PolicyVersion;
import dev.steward.kit.policy.Decision.RequiredAction;
import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.policy.Policy;
import dev.steward.kit.policy.TrustScore;
import dev.steward.kit.security.Caller;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.trust.TrustUnavailableException;
import dev.steward.kit.testing.TestAccess;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.server.PathContainer;
import reactor.core.publisher.Mono;

class AccessDeciderTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final Caller ADA = new Caller(
            "ada",
            "ada",
            "login",
            Set.of("operator", "night-watch"),
            Map.of(),
            NOON,
            NOON.plusSeconds(900),
            NOON,
            null,
            null,
            null);
    private static final Route GET = Route.get("/jobs/{id}").needs("jobs:read");
    private static final AccessRequest REQUEST = request(GET, "/jobs/7");

    @Test
    void leavesTheAnswerOfTheRolesWhereNoPolicyIsAboutTheRequest() {
        TestAccess access = new TestAccess(policy(denial("a", "platform/shop/jobs/*", "write")));

        assertThat(refusal(access, REQUEST, "shop", Mono.error(new AssertionError("looked up"))))
                .isNull();

        assertThat(access.asked()).isEmpty();
        assertThat(access.allowed()).containsExactly(GET);
        assertThat(access.counted("allow")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "platform/shop/jobs/7, viewer, true",
        "platform/shop/jobs/*, viewer, true",
        "platform/**, viewer, true",
        "platform/*/jobs/**, '', true",
        "platform/shop/jobs/8, viewer, false",
        "platform/shop/jobs/_, viewer, false",
        "platform/other/jobs/7, viewer, false",
        "platform/_/jobs/7, viewer, false",
    })
    void deniesWhatAPolicyDenies(String pattern, String role, boolean denies) {
        TestAccess access = new TestAccess(policy(denial("a", pattern, "read")));

        Problem refusal = refusal(access, REQUEST, "shop", role.isEmpty() ? Mono.empty() : Mono.just(role));

        assertThat(refusal != null).isEqualTo(denies);
    }

    @ParameterizedTest
    @CsvSource({"operator, true", "night-watch, true", "viewer, true", "developer, false", "admin, false"})
    void countsTheRoleInTheProjectAndCustomRolesToo(String required, boolean denies) {
        TestAccess access = new TestAccess(policy(denial("a", "platform/**", "read", required)));

        assertThat(refusal(access, REQUEST, "shop", Mono.just("viewer")) != null)
                .isEqualTo(denies);
    }

    @Test
    void tellsTheCallerOfADenyAndTheJournalMore() {
        TestAccess access = new TestAccess(policy(denial("a", "platform/shop/**", "read")));

        Problem refusal = refused(access, REQUEST, "shop");

        AccessRefusal kept = access.refusals().getFirst();
        assertThat(access.refusals()).hasSize(1);
        assertThat(kept.outcome()).isEqualTo(Outcome.DENY);
        assertThat(kept.policy()).isEqualTo(new PolicyVersion("a", 1));
        assertThat(kept.resource()).isEqualTo("platform/shop/jobs/7");
        assertThat(kept.action()).isEqualTo("read");
        assertThat(kept.projectId()).isEqualTo("shop");
        assertThat(kept.sourceAddress()).isEqualTo("10.1.2.3");
        assertThat(kept.requiredAction()).isNull();
        assertThat(refusal.code()).isEqualTo(ProblemCode.FORBIDDEN);
        assertThat(refusal.members()).isEqualTo(Map.of("decision_id", kept.decisionId(), "reason", "denied-by-policy"));
        assertThat(access.allowed()).isEmpty();
        assertThat(access.counted("deny")).isEqualTo(1);
    }

    static Stream<PolicyStateChanged> challenges() {
        return Stream.of(
                secondFactor("mfa", "platform/**", "read"),
                written("step-up", "allow", "platform/**", "read", List.of(), "medium", PolicyConditions.NONE),
                written(
                        "device-posture",
                        "allow",
                        "platform/**",
                        "read",
                        List.of(),
                        null,
                        new PolicyConditions(false, null, null, List.of(), List.of(), "PT1H")));
    }

    @ParameterizedTest
    @MethodSource("challenges")
    void saysWhatSatisfiesAChallenge(PolicyStateChanged written) {
        TestAccess access = new TestAccess(policy(written));

        Problem refusal = refused(access, REQUEST, "shop");

        AccessRefusal kept = access.refusals().getFirst();
        String id = written.policyId();
        assertThat(refusal.code()).isEqualTo(ProblemCode.STEP_UP_REQUIRED);
        assertThat(refusal.members())
                .containsEntry("decision_id", kept.decisionId())
                .containsEntry("required_action", id);
        String header = refusal.headers().get("WWW-Authenticate");
        assertThat(header).startsWith("Bearer error=\"insufficient_user_authentication\", error_description=\"");
        assertThat(header.contains("acr_values=\"aal2\"")).isEqualTo(id.equals("mfa"));
        assertThat(kept.outcome()).isEqualTo(Outcome.CHALLENGE);
        assertThat(kept.requiredAction()).extracting(RequiredAction::code).isEqualTo(id);
        assertThat(access.counted("challenge")).isEqualTo(1);

        access.know(new RequestEvidence(new TrustScore(50, 50, 50), true, 80.0, Duration.ofMinutes(59), null));
        assertThat(refusal(access, REQUEST, "shop", Mono.empty())).isNull();
        assertThat(access.asked()).containsOnly(IpAddress.of("10.1.2.3").orElseThrow());
    }

    @Test
    void deniesWherePoliciesAllowUnderOtherCircumstancesOnly() {
        var office = new PolicyConditions(false, null, null, List.of("192.168.0.0/16"), List.of(), null);
        TestAccess access =
                new TestAccess(policy(written("a", "allow", "platform/**", "read", List.of(), null, office)));

        assertThat(refused(access, REQUEST, "shop").members()).containsEntry("reason", "conditions-unmet");
    }

    @Test
    void asAWholeCollectionIsWhatNamesNoThing() {
        TestAccess access = new TestAccess(policy(denial("a", "platform/_/jobs/_", "read")));

        assertThat(refusal(access, request(Route.get("/jobs").platform("jobs:read"), "/jobs"), null, Mono.empty()))
                .isNotNull();
        assertThat(refusal(access, REQUEST, null, Mono.empty())).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'/projects/{project_id}/members/{user_id}', /projects/shop/members/7, shop, 7",
        "'/secrets/{id}/versions/{version}/value', /secrets/7/versions/2/value, , 7",
        "'/sessions/{id}/files/{*path}', /sessions/7/files/a/b, , 7",
        "'/files/{*path}', /files/a/b, , /a/b",
        "'/projects/{project_id}', /projects/shop, shop, ",
        "/jobs, /jobs, , ",
    })
    void isAboutTheFirstThingThePathNames(String pattern, String path, @Nullable String project, @Nullable String id) {
        AccessRequest request = request(Route.get(pattern).platform("things:read"), path);

        assertThat(request.projectId()).isEqualTo(project);
        assertThat(request.id()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({"/jobs/a%2Fb", "/jobs/%2E%2E", "/jobs/a%00b", "/jobs/a%25b"})
    void noNameOfAThingEvadesAPolicyAboutAll(String path) {
        TestAccess access = new TestAccess(policy(denial("a", "platform/shop/jobs/*", "read")));

        assertThat(refusal(access, request(GET, path), "shop", Mono.empty())).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "platform/*/jobs/_, '', true",
        "platform/**, '', true",
        "**, operator, true",
        "platform/*/jobs/_, developer, false",
        "platform/shop/jobs/_, '', false",
        "platform/_/jobs/_, '', false",
    })
    void whoeverDoesNotKnowTheProjectDeniesWhatIsDeniedInAll(String pattern, String role, boolean denies) {
        String[] roles = role.isEmpty() ? new String[0] : new String[] {role};
        TestAccess access = new TestAccess(policy(denial("a", pattern, "create", roles)));
        AccessRequest create = request(Route.post("/jobs").needs("jobs:create"), "/jobs");

        assertThat(failure(access.decider().enforceInAnyProject(create)) != null)
                .isEqualTo(denies);
        assertThat(access.allowed()).isEmpty();
    }

    @Test
    void whoeverDoesNotKnowTheProjectLeavesChallengesToWhoeverKnows() {
        TestAccess access = new TestAccess(policy(secondFactor("a", "platform/**", "read")));

        assertThat(failure(access.decider().enforceInAnyProject(REQUEST))).isNull();
        assertThat(access.refusals()).isEmpty();
    }

    @Test
    void listsOnlyProjectsThatPoliciesAreNotAgainst() {
        AccessRequest list = request(Route.get("/jobs").needs("jobs:read"), "/jobs");
        TestAccess access = new TestAccess(
                policy(denial("a", "platform/denied/jobs/*", "read")),
                policy(denial("b", "platform/*/jobs/_", "read", "viewer")),
                policy(secondFactor("c", "platform/challenged/**", "read")));
        Map<String, String> roles = Map.of("denied", "", "challenged", "", "free", "", "seen", "viewer");

        assertThat(access.decider().permitted(list, roles).block()).containsExactly("free");
        assertThat(access.asked()).hasSize(1);
        assertThat(access.refusals()).isEmpty();
        access.know(new RequestEvidence(new TrustScore(0, 0, 0), true, null, null, null));
        assertThat(access.decider().permitted(list, roles).block()).containsExactlyInAnyOrder("free", "challenged");
    }

    @ParameterizedTest
    @CsvSource({
        "platform/shop/jobs/_, read, true",
        "platform/*/jobs/*, *, true",
        "platform/shop/jobs/7, read, false",
        "platform/shop/jobs/_, write, false",
        "platform/shop/costs/_, read, false",
    })
    void asksProjectByProjectOnlyIfPoliciesTellThemApart(String pattern, String action, boolean differs) {
        TestAccess access = new TestAccess(policy(denial("a", pattern, action)));
        AccessRequest list = request(Route.get("/jobs").needs("jobs:read"), "/jobs");

        assertThat(access.decider().differsByProject(list).block()).isEqualTo(differs);
    }

    @ParameterizedTest
    @CsvSource({"ROLE_MISSING, true", "SCOPE_MISSING, true", "MFA_TOO_OLD, true", "NOT_A_MEMBER, false"})
    void keepsWhatRolesRefusedToo(RoleRefusal reason, boolean named) {
        TestAccess access = new TestAccess();

        Problem answer = failure(access.decider().refuse(REQUEST, "shop", reason, Problem.notFound("Nothing.")));

        AccessRefusal kept = access.refusals().getFirst();
        assertThat(kept.reason()).isEqualTo(reason.code());
        assertThat(kept.policy()).isNull();
        assertThat(kept.outcome()).isEqualTo(reason == RoleRefusal.MFA_TOO_OLD ? Outcome.CHALLENGE : Outcome.DENY);
        assertThat(answer).isNotNull();
        assertThat(answer.members().get("decision_id")).isEqualTo(named ? kept.decisionId() : null);
    }

    @Test
    void answersNobodyWhilePoliciesAreNotKnown() {
        var decider = new AccessDecider(
                () -> Mono.error(TrustUnavailableException::new),
                new TokenEvidence(),
                AccessJournal.NONE,
                new SimpleMeterRegistry(),
                Clock.systemUTC());

        Problem refusal = failure(decider.enforce(REQUEST, "shop", Mono.empty()));

        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ProblemCode.SERVICE_UNAVAILABLE);
        assertThat(refusal.headers()).containsKey("Retry-After");
    }

    @Test
    void whatATokenDoesNotSayEarnsNoTrust() {
        RequestEvidence known = new TokenEvidence().of(ADA, null, NOON).block();

        assertThat(known).isEqualTo(new RequestEvidence(new TrustScore(0, 0, 0), false, null, null, null));
    }

    private static Policy policy(PolicyStateChanged written) {
        return read(written);
    }

    private static AccessRequest request(Route route, String path) {
        return AccessRequest.of(ADA, route, PathContainer.parsePath(path), InetAddress.ofLiteral("10.1.2.3"));
    }

    private static Problem refused(TestAccess access, AccessRequest request, String project) {
        Problem refusal = refusal(access, request, project, Mono.empty());
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static @Nullable Problem refusal(
            TestAccess access, AccessRequest request, @Nullable String project, Mono<String> role) {
        return failure(access.decider().enforce(request, project, role));
    }

    private static @Nullable Problem failure(Mono<?> answer) {
        return (Problem)
                answer.materialize().mapNotNull(signal -> signal.getThrowable()).block();
    }
}
