package dev.steward.kit.security;

import dev.steward.kit.security.trust.ProjectDirectory;
import dev.steward.kit.security.trust.ProjectState;
import dev.steward.kit.security.trust.TrustUnavailableException;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;

/**
 * Decides whether the caller may do what the current route does in a project. What the caller may not see does not
 * exist for them: 404, not 403.
 */
public final class ProjectAccess {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private final ProjectDirectory projects;

    public ProjectAccess(ProjectDirectory projects) {
        this.projects = projects;
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
            Caller caller = context.get(Caller.class);
            Route route = context.get(Route.class);
            return projects.project(projectId)
                    .onErrorMap(TrustUnavailableException.class, ProjectAccess::unavailable)
                    .switchIfEmpty(Mono.error(() -> Problem.notFound(notFound)))
                    .flatMap(project -> upToDate(caller, route, project))
                    .handle((project, sink) -> {
                        @Nullable Problem refusal = refusal(caller, route, project, notFound);
                        if (refusal == null) {
                            sink.next(caller);
                        } else {
                            sink.error(refusal);
                        }
                    });
        });
    }

    /** For lists. */
    public Mono<VisibleProjects> visible() {
        return Mono.deferContextual(context -> {
            Caller caller = context.get(Caller.class);
            Route route = context.get(Route.class);
            return caller.mayEverywhere(route.permission())
                    ? Mono.just(new VisibleProjects(true, Set.of()))
                    : projects.membershipsOf(caller.userId())
                            .onErrorMap(TrustUnavailableException.class, ProjectAccess::unavailable)
                            .map(roles -> new VisibleProjects(false, roles.keySet()));
        });
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

    static Problem unavailable(TrustUnavailableException cause) {
        return Problem.unavailable(String.valueOf(cause.getMessage()), Duration.ofSeconds(2));
    }

    private static @Nullable Problem refusal(Caller caller, Route route, ProjectState project, String notFound) {
        if (!caller.mayEverywhere(route.permission())) {
            Optional<String> role = project.roleOf(caller.userId());
            if (role.isEmpty()) {
                return Problem.notFound(notFound);
            }
            if (!RolePermissions.inProject(role.get(), route.permission())) {
                return new Problem(ProblemCode.FORBIDDEN, "This needs " + route.permission() + " in the project.");
            }
        }
        return project.archived() && !route.method().equals(HttpMethod.GET)
                ? new Problem(ProblemCode.CONFLICT, "The project is archived.")
                : null;
    }
}
