package dev.steward.kit.security;

import dev.steward.kit.security.access.AccessDecider;
import dev.steward.kit.security.access.AccessRequest;
import dev.steward.kit.security.access.RoleRefusal;
import dev.steward.kit.security.trust.ProjectDirectory;
import dev.steward.kit.security.trust.TrustUnavailableException;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;

/**
 * Decides all that can be decided before it is known what project a request is about: in a service before its handlers run, at
 * the gateway before a service is called.
 */
public final class RouteAccess {

    private final AccessDecider decider;
    private final @Nullable ProjectDirectory projects;
    private final Clock clock;

    public RouteAccess(AccessDecider decider, @Nullable ProjectDirectory projects, Clock clock) {
        this.decider = decider;
        this.projects = projects;
        this.clock = clock;
    }

    /**
     * Completes for a request that passes and fails with the {@link Problem} to answer with for any other. What is done inside
     * a project passes unless the token alone forbids it; {@link ProjectAccess} has the rest.
     */
    public Mono<Void> decide(AccessRequest request) {
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
