package dev.steward.kit.security;

import static dev.steward.kit.testing.TestPolicies.denial;
import static dev.steward.kit.testing.TestPolicies.read;
import static dev.steward.kit.testing.TestPolicies.secondFactor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.security.access.AccessRefusal;
import dev.steward.kit.security.access.AccessRequest;
import dev.steward.kit.testing.TestAccess;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.PathContainer;
import reactor.core.publisher.Mono;

class ProjectAccessTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final Route READ = Route.get("/jobs").needs("jobs:read");
    private static final Route CREATE = Route.post("/jobs").needs("jobs:create");

    private final TestAccess access = new TestAccess();
    private final ProjectAccess projects = new ProjectAccess(access.projects(), access.decider());

    @BeforeEach
    void members() {
        access.projects().put("shop", Map.of("ada", "developer", "eve", "viewer"));
        access.projects().put("bank", Map.of("ada", "viewer"));
    }

    @Test
    void countsAPassOnce() {
        assertThat(failure("ada", CREATE, projects.require("shop"))).isNull();

        assertThat(access.allowed()).containsExactly(CREATE);
        assertThat(access.refusals()).isEmpty();
    }

    @Test
    void whoIsNoMemberIsKeptAndNotToldOfADecision() {
        Problem refusal = failure("bob", READ, projects.require("shop"));

        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ProblemCode.NOT_FOUND);
        assertThat(refusal.members()).isEmpty();
        assertThat(access.refusals()).singleElement().satisfies(kept -> assertThat(kept.reason())
                .isEqualTo("not-a-member"));
        assertThat(access.allowed()).isEmpty();
    }

    @Test
    void whoLacksTheRoleIsKeptAndToldOfTheDecision() {
        Problem refusal = failure("eve", CREATE, projects.require("shop"));

        AccessRefusal kept = access.refusals().getFirst();
        assertThat(kept.reason()).isEqualTo("role-missing");
        assertThat(kept.resource()).isEqualTo("platform/shop/jobs/_");
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ProblemCode.FORBIDDEN);
        assertThat(refusal.members()).containsEntry("decision_id", kept.decisionId());
    }

    @Test
    void whatIsNotThereOrArchivedIsNoRefusal() {
        assertThat(failure("ada", READ, projects.require("nothing"))).isNotNull();
        access.projects().archive("shop");
        Problem archived = failure("ada", CREATE, projects.require("shop"));

        assertThat(archived).isNotNull();
        assertThat(archived.code()).isEqualTo(ProblemCode.CONFLICT);
        assertThat(archived.members()).containsEntry("reason", "project-archived");
        assertThat(access.refusals()).isEmpty();
    }

    @Test
    void policiesDecideByTheRoleInTheProject() {
        access.projects().activate(read(denial("a", "platform/*/jobs/**", "read", "developer")));

        assertThat(failure("ada", READ, projects.require("shop"))).isNotNull();
        assertThat(failure("eve", READ, projects.require("shop"))).isNull();
        assertThat(failure("ada", READ, projects.require("bank"))).isNull();
        assertThat(failure("root", READ, projects.require("shop"), "admin")).isNull();
    }

    @Test
    void listsWhatPoliciesLeave() {
        access.projects()
                .activate(
                        read(denial("a", "platform/*/jobs/_", "read", "developer")),
                        read(secondFactor("b", "platform/bank/jobs/_", "read")));

        assertThat(visible("ada")).isEqualTo(new VisibleProjects(false, Set.of()));
        assertThat(visible("eve")).isEqualTo(new VisibleProjects(false, Set.of("shop")));
        assertThat(visible("root", "admin")).isEqualTo(new VisibleProjects(false, Set.of("shop")));
        assertThat(access.refusals()).isEmpty();
        assertThat(access.allowed()).hasSize(3);
    }

    @Test
    void listsEverythingWhereNoPolicyTellsProjectsApart() {
        access.projects().activate(read(denial("a", "platform/shop/jobs/7", "read")));

        assertThat(visible("root", "admin")).isEqualTo(new VisibleProjects(true, Set.of()));
        access.projects().activate(read(denial("a", "platform/shop/jobs/_", "read", "developer")));
        assertThat(visible("root", "admin")).isEqualTo(new VisibleProjects(true, Set.of()));
        assertThat(visible("ada")).isEqualTo(new VisibleProjects(false, Set.of("bank")));
    }

    private @Nullable VisibleProjects visible(String user, String... roles) {
        return in(user, READ, projects.visible(), roles).block();
    }

    private static @Nullable Problem failure(String user, Route route, Mono<Caller> required, String... roles) {
        return (Problem) in(user, route, required, roles)
                .materialize()
                .mapNotNull(signal -> signal.getThrowable())
                .block();
    }

    private static <T> Mono<T> in(String user, Route route, Mono<T> asked, String... roles) {
        var caller = new Caller(
                user, user, "login", Set.of(roles), Map.of(), NOON, NOON.plusSeconds(900), NOON, null, null, null);
        var request = AccessRequest.of(caller, route, PathContainer.parsePath("/jobs"), null);
        return asked.contextWrite(context -> context.put(AccessRequest.class, request));
    }
}
