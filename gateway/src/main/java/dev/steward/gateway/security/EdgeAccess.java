package dev.steward.gateway.security;

import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.RouteAccess;
import dev.steward.kit.security.access.AccessDecider;
import dev.steward.kit.security.access.AccessRequest;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Decides of a request as the service behind would, as far as its method and path tell what it is about: wholly where they
 * name the project or none is needed, else only what is refused in every project.
 */
public final class EdgeAccess {

    private final RouteAccess routes;
    private final @Nullable ProjectAccess projects;
    private final AccessDecider decider;

    public EdgeAccess(RouteAccess routes, @Nullable ProjectAccess projects, AccessDecider decider) {
        this.routes = routes;
        this.projects = projects;
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
        return request.projectId() == null || projects == null
                ? decider.enforceInAnyProject(request)
                : projects.require(request.projectId())
                        .contextWrite(context -> context.put(AccessRequest.class, request))
                        .then();
    }

    /** Nothing was ever learnt of trust here: the service behind asks again, and may know more. */
    private static boolean isUndecided(Throwable error) {
        return error instanceof Problem problem && problem.code() == ProblemCode.SERVICE_UNAVAILABLE;
    }
}
