package dev.steward.kit.security;

import dev.steward.kit.security.access.AccessDecider;
import dev.steward.kit.security.access.AccessRequest;
import dev.steward.kit.security.access.RoleRefusal;
import dev.steward.kit.security.trust.ProjectDirectory;
import dev.steward.kit.security.trust.TokenStanding;
import dev.steward.kit.security.trust.TrustUnavailableException;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.kit.web.TrustedProxies;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets a request through when the table of routes has it, its token is good for it and the policies are not against it, and
 * puts the caller and the route into the Reactor context. What is done inside a project is left to {@link ProjectAccess},
 * which knows the project.
 */
public final class BearerTokenFilter implements WebFilter, Ordered {

    private final RouteTable routes;
    private final TokenVerifier tokens;
    private final TokenStanding standing;
    private final AccessDecider decider;
    private final @Nullable ProjectDirectory projects;
    private final TrustedProxies proxies;
    private final Clock clock;

    public BearerTokenFilter(
            RouteTable routes,
            TokenVerifier tokens,
            TokenStanding standing,
            AccessDecider decider,
            @Nullable ProjectDirectory projects,
            TrustedProxies proxies,
            Clock clock) {
        this.routes = routes;
        this.tokens = tokens;
        this.standing = standing;
        this.decider = decider;
        this.projects = projects;
        this.proxies = proxies;
        this.clock = clock;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 100;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
        @Nullable
        Route route = routes.find(exchange.getRequest().getMethod(), path).orElse(null);
        if (route == null) {
            return Mono.error(unroutable(exchange, path));
        }
        if (route.need() == Route.Need.NOTHING) {
            return chain.filter(exchange);
        }
        return caller(exchange).flatMap(caller -> {
            var request = AccessRequest.of(caller, route, path, proxies.origin(exchange.getRequest()));
            return decide(request).then(chain.filter(exchange)).contextWrite(context -> caller.in(context)
                    .put(Route.class, route)
                    .put(AccessRequest.class, request));
        });
    }

    private Mono<Void> decide(AccessRequest request) {
        Caller caller = request.caller();
        Route route = request.route();
        String project = request.projectId();
        if (!caller.inScope(route.permission())) {
            return decider.refuse(request, project, RoleRefusal.SCOPE_MISSING, outOfScope(route));
        }
        if (route.need() == Route.Need.PLATFORM && !caller.mayEverywhere(route.permission())) {
            Problem answer = new Problem(ProblemCode.FORBIDDEN, "This needs " + route.permission() + ".");
            return decider.refuse(request, project, RoleRefusal.ROLE_MISSING, answer);
        }
        if (route.mfaWithin() != null && !presentedMfa(caller, route.mfaWithin())) {
            return decider.refuse(request, project, RoleRefusal.MFA_TOO_OLD, stepUpRequired(route.mfaWithin()));
        }
        if (route.need() == Route.Need.PROJECT) {
            return Mono.empty();
        }
        if (route.permission().isEmpty()) {
            // Whoever policies are against can still log out and present a second factor.
            return Mono.fromRunnable(() -> decider.passed(request));
        }
        return decider.enforce(request, project, roleIn(project, caller));
    }

    private Mono<String> roleIn(@Nullable String project, Caller caller) {
        return project == null || projects == null
                ? Mono.empty()
                : projects.project(project)
                        .onErrorMap(TrustUnavailableException.class, TrustUnavailableException::answer)
                        .mapNotNull(state -> state.roleOf(caller.userId()).orElse(null));
    }

    private RuntimeException unroutable(ServerWebExchange exchange, PathContainer path) {
        var methods = routes.methods(path);
        return methods.isEmpty()
                ? Problem.notFound("There is nothing at this path.")
                : new MethodNotAllowedException(exchange.getRequest().getMethod(), methods);
    }

    private Mono<Caller> caller(ServerWebExchange exchange) {
        return Mono.fromSupplier(() -> BearerToken.of(exchange.getRequest().getHeaders()))
                .flatMap(token -> tokens.verify(token).onErrorMap(BearerTokenFilter::refusal))
                .flatMap(this::standing);
    }

    private static Problem refusal(Throwable error) {
        return error instanceof InvalidTokenException
                ? BearerToken.refused(String.valueOf(error.getMessage()))
                : Problem.unavailable(
                        "The key of the token cannot be looked up now.", KeySetUnavailableException.retryAfter(error));
    }

    private Mono<Caller> standing(Caller caller) {
        return standing.of(caller.loginSessionId(), caller.userId(), caller.issuedAt())
                .flatMap(answer -> switch (answer) {
                    case STANDS -> Mono.just(caller);
                    case REVOKED -> Mono.error(BearerToken.refused("The token was revoked."));
                    case UNKNOWN -> Mono.error(new TrustUnavailableException().answer());
                });
    }

    private static Problem outOfScope(Route route) {
        String challenge = "Bearer error=\"insufficient_scope\"";
        return route.permission().isEmpty()
                ? new Problem(ProblemCode.FORBIDDEN, "This needs a token of a login.")
                        .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                : new Problem(ProblemCode.FORBIDDEN, "The token is not good for " + route.permission() + ".")
                        .header(HttpHeaders.WWW_AUTHENTICATE, challenge + ", scope=\"" + route.permission() + "\"");
    }

    private boolean presentedMfa(Caller caller, Duration age) {
        return caller.mfaAt() != null && !clock.instant().isAfter(caller.mfaAt().plus(age));
    }

    /** As RFC 9470 says: what is asked for, so that a client knows what to do about it. */
    private static Problem stepUpRequired(Duration age) {
        long seconds = age.toSeconds();
        String challenge = "Bearer error=\"insufficient_user_authentication\", "
                + "error_description=\"A second factor is needed, presented recently\", "
                + "acr_values=\"aal2\", max_age=\"" + seconds + "\"";
        return new Problem(
                        ProblemCode.STEP_UP_REQUIRED,
                        "This needs a second factor presented within the last " + seconds + " seconds.")
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .member("max_age", seconds);
    }
}
