package dev.steward.gateway.explain;

import dev.steward.gateway.explain.RouteExplanation.MatchedRoute;
import dev.steward.gateway.routes.RouteCatalogue;
import dev.steward.gateway.routes.RoutePlan;
import dev.steward.gateway.security.RequestTarget;
import dev.steward.gateway.upstream.Upstreams;
import dev.steward.kit.web.FieldProblem;
import dev.steward.kit.web.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.MethodNotAllowedException;
import reactor.core.publisher.Mono;

/** Asks what every request is asked, without making one. */
@RestController
@RequestMapping("/api/v1/gateway/routes")
final class RouteExplanationController {

    /** As RFC 9110 writes methods. */
    private static final Pattern METHOD = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}");

    private final RouteCatalogue catalogue;
    private final Upstreams upstreams;

    RouteExplanationController(RouteCatalogue catalogue, Upstreams upstreams) {
        this.catalogue = catalogue;
        this.upstreams = upstreams;
    }

    /**
     * Says which route a request would take and what would apply to it. Nothing is asked of a service, and what is left to
     * the caller's roles, policies and limits is not decided.
     *
     * @param method required: such as {@code GET}
     * @param path required: as a client would write it, without a query
     * @return 200 and what would become of the request, also of one that would be refused
     */
    @GetMapping("/explain")
    Mono<RouteExplanation> explain(
            @RequestParam(required = false) @Nullable String method,
            @RequestParam(required = false) @Nullable String path) {
        List<FieldProblem> problems = new ArrayList<>();
        if (method == null || !METHOD.matcher(method).matches()) {
            problems.add(new FieldProblem("method", "is required, and the name of an HTTP method"));
        }
        if (path == null || !path.startsWith("/") || path.length() > 8_192 || path.indexOf('?') >= 0) {
            problems.add(new FieldProblem("path", "is required, begins with a slash and has no query"));
        }
        return method == null || path == null || !problems.isEmpty()
                ? Mono.error(Problem.invalid(problems))
                : Mono.just(explained(HttpMethod.valueOf(method), path));
    }

    private RouteExplanation explained(HttpMethod method, String path) {
        @Nullable String refusal = RequestTarget.refusal(path);
        if (refusal != null) {
            return new RouteExplanation(method.name(), path, 400, refusal, null);
        }
        PathContainer parsed = PathContainer.parsePath(path);
        var route = catalogue.now().find(method, parsed);
        if (route == null) {
            return new RouteExplanation(method.name(), path, 404, "No route matches.", null);
        }
        RoutePlan plan = RoutePlan.of(route);
        var access = plan.access().table().find(method, parsed).orElse(null);
        MatchedRoute matched = MatchedRoute.of(plan, access, upstreams.of(plan.upstream()));
        if (access != null) {
            return new RouteExplanation(method.name(), path, null, null, matched);
        }
        return plan.access().table().refusal(method, parsed) instanceof MethodNotAllowedException
                ? new RouteExplanation(
                        method.name(), path, 405, "The service does not take this method there.", matched)
                : new RouteExplanation(method.name(), path, 404, "The service has nothing at this path.", matched);
    }
}
