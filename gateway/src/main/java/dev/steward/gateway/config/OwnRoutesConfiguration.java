package dev.steward.gateway.config;

import dev.steward.gateway.security.OwnRoutesFilter;
import dev.steward.kit.security.BearerToken;
import dev.steward.kit.security.BearerTokenFilter;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.RouteAccess;
import dev.steward.kit.security.RouteTable;
import dev.steward.kit.security.TokenVerifier;
import dev.steward.kit.security.trust.TokenStanding;
import dev.steward.kit.web.TrustedProxies;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** What the gateway answers itself, and what that needs. */
@Configuration(proxyBeanMethods = false)
class OwnRoutesConfiguration {

    private static final RouteTable ROUTES = RouteTable.of(
            Route.post("/api/v1/events").platform("events:publish"),
            Route.get("/api/v1/events").needs("events:read"),
            Route.get("/ws/events").needs("events:read"),
            Route.get("/api/v1/gateway/routes/explain").platform("gateway:read"),
            Route.get("/api/v1/status").open(),
            Route.get("/docs").open(),
            Route.get("/docs/openapi.json").open(),
            Route.get("/docs/asyncapi.json").open(),
            Route.get("/docs/assets/{file}").open());

    /** Not the one that the kit looks for: it would refuse all that is routed to services. */
    @Bean(defaultCandidate = false)
    RouteTable ownRoutes() {
        return ROUTES;
    }

    @Bean
    OwnRoutesFilter ownRoutesFilter(
            TokenVerifier tokens, ObjectProvider<TokenStanding> standing, RouteAccess access, TrustedProxies proxies) {
        TokenStanding stands = standing.getIfAvailable(() -> (_, _, _) -> Mono.just(TokenStanding.Standing.UNKNOWN));
        return new OwnRoutesFilter(
                ROUTES,
                new BearerTokenFilter(
                        ROUTES,
                        tokens,
                        stands,
                        access,
                        proxies,
                        (_, _) -> Mono.error(() -> BearerToken.refused("No token opens this."))));
    }
}
