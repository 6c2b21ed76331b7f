package dev.steward.kit.security;

import dev.steward.kit.security.access.AccessDecider;
import dev.steward.kit.security.access.AccessRequest;
import dev.steward.kit.security.access.RoleRefusal;
import dev.steward.kit.security.trust.ProjectDirectory;
import dev.steward.kit.security.trust.ProjectState;
import dev.steward.kit.security.trust.TrustUnavailableException;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;

/**
 * Decides whether the caller may do what the current route does in a project: a role has to permit it, and the policies must
 * not be against it. What the caller may not see does not exist for them: 404, not 403.
 */
public final class ProjectAccess {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private final ProjectDirectory projects;

    private final AccessDecider decider;

    public ProjectAccess(ProjectDirectory projects, AccessDecider decider) {
        this.projects = projects;
        this.decider = decider;
    }

    /** For a request that names the project itself. Fails with a {@link Problem}. */
    public Mono<Caller> require(String projectId) {
        if (!SLUG.matcher(projectId).matches()) {
            return Mono.error(() -> Problem.invalid("project_id", "must match " + SLUG.pattern()));
        }
        return require(projectId, "There is no such project.");
    }

    /** For a request about a thing in a project; {@code notFound} is what a caller is told who may not see it. */
    public Mono<Caller> require(String projectId, String notFound) {
        return Mono.deferContextual(context -> {
            AccessRequest request = context.get(AccessRequest.class);
            Caller caller = request.caller();
            Route route = request.route();
            return projects.project(projectId)
                    .onErrorMap(TrustUnavailableException.class, TrustUnavailableException::answer)
                    .switchIfEmpty(Mono.error(() -> Problem.notFound(notFound)))
                    .flatMap(project -> upToDate(caller, route, project))
                    .flatMap(project -> decide(request, project, notFound));
        });
    }

    /**
     * Whether {@link #require(String, String)} would let the current request pass again now, for answers that go on after it.
     * Counts as no decision, and holds while nobody can know.
     */
    public Mono<Boolean> stillPermits(String projectId) {
        return Mono.deferContextual(context -> {
            AccessRequest request = context.get(AccessRequest.class);
            return projects.known(projectId)
                    .flatMap(project -> permits(request, project))
                    .defaultIfEmpty(false)
                    .onErrorReturn(true);
        });
    }

    private Mono<Boolean> permits(AccessRequest request, ProjectState project) {
        String permission = request.route().permission();
        Optional<String> role = project.roleOf(request.caller().userId());
        return request.caller().mayEverywhere(permission)
                        || role.filter(each -> RolePermissions.inProject(each, permission))
                                .isPresent()
                ? decider.permitted(request, Map.of(project.id(), role.orElse("")))
                        .map(permitted -> permitted.contains(project.id()))
                : Mono.just(false);
    }

    /** For lists: projects that policies are against are left out. */
    public Mono<VisibleProjects> visible() {
        return Mono.deferContextual(context -> {
            AccessRequest request = context.get(AccessRequest.class);
            Caller caller = request.caller();
            Mono<Map<String, String>> memberships = projects.membershipsOf(caller.userId());
            Mono<VisibleProjects> visible = caller.mayEverywhere(request.route().permission())
                    ? decider.differsByProject(request)
                            .flatMap(differs -> differs
                                    ? Mono.zip(projects.ids(), memberships)
                                            .flatMap(known -> everywhere(request, known.getT1(), known.getT2()))
                                    : Mono.just(VisibleProjects.ALL))
                    : memberships
                            .flatMap(roles -> decider.permitted(request, roles))
                            .map(permitted -> new VisibleProjects(false, permitted));
            return visible.onErrorMap(TrustUnavailableException.class, TrustUnavailableException::answer)
                    .doOnNext(_ -> decider.passed(request));
        });
    }

    private Mono<VisibleProjects> everywhere(AccessRequest request, Set<String> ids, Map<String, String> memberships) {
        Map<String, String> roles =
                ids.stream().collect(Collectors.toMap(Function.identity(), id -> memberships.getOrDefault(id, "")));
        return decider.permitted(request, roles)
                .map(permitted ->
                        permitted.size() == roles.size() ? VisibleProjects.ALL : new VisibleProjects(false, permitted));
    }

    private Mono<Caller> decide(AccessRequest request, ProjectState project, String notFound) {
        Caller caller = request.caller();
        String permission = request.route().permission();
        Optional<String> role = project.roleOf(caller.userId());
        if (!caller.mayEverywhere(permission)) {
            if (role.isEmpty()) {
                return decider.refuse(request, project.id(), RoleRefusal.NOT_A_MEMBER, Problem.notFound(notFound));
            }
            if (!RolePermissions.inProject(role.get(), permission)) {
                return decider.refuse(
                        request,
                        project.id(),
                        RoleRefusal.ROLE_MISSING,
                        new Problem(ProblemCode.FORBIDDEN, "This needs " + permission + " in the project."));
            }
        }
        return decider.enforce(request, project.id(), Mono.justOrEmpty(role)).then(Mono.fromCallable(() -> {
            if (project.archived() && !request.route().method().equals(HttpMethod.GET)) {
                throw new Problem(ProblemCode.CONFLICT, "The project is archived.")
                        .member("reason", "project-archived");
            }
            return caller;
        }));
    }

    /**
     * A token issued a moment ago can name a membership that has not arrived here yet: then a newer state of the project is
     * waited for, and whatever is known after that counts.
     */
    private Mono<ProjectState> upToDate(Caller caller, Route route, ProjectState project) {
        @Nullable String claimed = caller.projects().get(project.id());
        boolean ahead = claimed != null
                && RolePermissions.inProject(claimed, route.permission())
                && !project.roleOf(caller.userId())
                        .filter(role -> RolePermissions.inProject(role, route.permission()))
                        .isPresent();
        return ahead && !caller.mayEverywhere(route.permission())
                ? projects.newerThan(project).defaultIfEmpty(project)
                : Mono.just(project);
    }
}
