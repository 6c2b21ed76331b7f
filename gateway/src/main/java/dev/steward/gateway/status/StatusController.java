package dev.steward.gateway.status;

import dev.steward.gateway.security.Identity;
import dev.steward.kit.security.Caller;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.RouteAccess;
import dev.steward.kit.security.access.AccessRequest;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.kit.web.TrustedProxies;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** How the suite does. That it is up is for everybody; how it is made up is for whoever may see that. */
@RestController
final class StatusController {

    static final String PATH = "/api/v1/status";

    private static final Route DETAILS = Route.get(PATH).platform("status:read");

    /** Nothing comes from elsewhere, and nothing that is told can be a program. */
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final SuiteStatus status;
    private final RouteAccess access;
    private final TrustedProxies proxies;

    StatusController(SuiteStatus status, RouteAccess access, TrustedProxies proxies) {
        this.status = status;
        this.access = access;
        this.proxies = proxies;
    }

    /**
     * Tells the state of each service; with the permission {@code status:read} also of its instances, the breakers of its
     * routes, how much waits in its outbox and how far its consumers lag behind. As JSON, or as a page for {@code text/html}.
     *
     * @return 200 and the state, whatever it is
     */
    @GetMapping(
            path = PATH,
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_HTML_VALUE})
    Mono<ResponseEntity<StatusResponse>> status(ServerWebExchange exchange) {
        return status.current()
                .flatMap(found -> mayKnow(exchange).map(all -> all ? found : found.withoutDetails()))
                .map(found -> ResponseEntity.ok()
                        .header("Cache-Control", "no-store")
                        .header("Vary", "Accept")
                        .header("Content-Security-Policy", POLICY)
                        .header("X-Content-Type-Options", "nosniff")
                        .body(found));
    }

    /** While nothing is known of policies the role decides: it is then that people have to see what is wrong. */
    private static boolean isUndecided(Throwable error) {
        return error instanceof Problem problem && problem.code() == ProblemCode.SERVICE_UNAVAILABLE;
    }

    /** Only whoever has the role is decided about: that others look is no attempt to see more. */
    private Mono<Boolean> mayKnow(ServerWebExchange exchange) {
        if (!(Identity.of(exchange) instanceof Identity.Known(Caller caller))
                || !caller.mayEverywhere(DETAILS.permission())) {
            return Mono.just(false);
        }
        ServerHttpRequest request = exchange.getRequest();
        AccessRequest asked =
                AccessRequest.of(caller, DETAILS, request.getPath().pathWithinApplication(), proxies.origin(request));
        return access.decide(asked).thenReturn(true).onErrorResume(error -> Mono.just(isUndecided(error)));
    }
}
