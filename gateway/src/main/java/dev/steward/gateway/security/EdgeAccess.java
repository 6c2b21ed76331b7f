package dev.steward.gateway.security;

import dev.steward.kit.security.Caller;
import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.RouteAccess;
import dev.steward.kit.security.access.AccessDecider;
import dev.steward.kit.security.access.AccessRequest;
import dev.steward.kit.security.trust.ProjectDirectory;
import dev.steward.kit.security.trust.ProjectState;
import dev.steward.kit.security.trust.TrustUnavailableException;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Decides of a request as the service behind would, as far as its method and path tell what it is about: wholly where no
 * project is needed or they name one that is known here with the caller in it, else only what is refused in every project.
 */
public final class EdgeAccess {

    private final RouteAccess routes;
    private final @Nullable ProjectDirectory directory;
    private final AccessDecider decider;

    /** Without a directory no project is known here. */
    public EdgeAccess(RouteAccess routes, @Nullable ProjectDirectory directory, AccessDecider decider) {
        this.routes = routes;
        this.directory = directory;
        this.decider = decider;
    }

    /** Completes for a request that passes, and fails with the answer to any other. */
    public Mono<Void> decide(AccessRequest request) {
        Mono<Void> decision = routes.decide(request);
        if (request.route().need() == Route.Need.PROJECT) {
            decision = decision.then(Mono.defer(() -> decideInProject(request)));
        }
        return decision.onErrorComplete(EdgeAccess::isUndecided);
    }

    private Mono<Void> decideInProject(AccessRequest request) {
        String projectId = request.projectId();
        if (projectId == null || directory == null) {
            return decider.enforceInAnyProject(request);
        }
        return directory
                .known(projectId)
                .map(project -> isDecidable(request, project))
                .defaultIfEmpty(false)
                .flatMap(decidable -> decidable
                        ? new ProjectAccess(directory, decider)
                                .require(projectId)
                                .contextWrite(context -> context.put(AccessRequest.class, request))
                                .then()
                        : decider.enforceInAnyProject(request));
    }

    /** A project or member that is not known here may be on its way, or the broker away: the service behind knows more. */
    private static boolean isDecidable(AccessRequest request, ProjectState project) {
        Caller caller = request.caller();
        return caller.mayEverywhere(request.route().permission())
                || project.roleOf(caller.userId()).isPresent();
    }

    /** Nothing was ever learnt of trust here: the service behind asks again, and may know more. */
    private static boolean isUndecided(Throwable error) {
        return error instanceof TrustUnavailableException
                || (error instanceof Problem problem && problem.code() == ProblemCode.SERVICE_UNAVAILABLE);
    }
}
