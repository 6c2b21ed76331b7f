package dev.steward.gateway.config;

import dev.steward.gateway.filter.BodyLimitGatewayFilterFactory;
import dev.steward.gateway.filter.BreakerGatewayFilterFactory;
import dev.steward.gateway.filter.ConnectRetryGatewayFilterFactory;
import dev.steward.gateway.filter.InstanceFilter;
import dev.steward.gateway.limits.RouteLimitGatewayFilterFactory;
import dev.steward.gateway.routes.RouteCatalogue;
import dev.steward.gateway.routes.RouteHandlerMapping;
import dev.steward.gateway.routes.RouteReader;
import dev.steward.gateway.routes.RouteReload;
import dev.steward.gateway.security.AccessGatewayFilterFactory;
import dev.steward.gateway.shedding.ShedGatewayFilterFactory;
import dev.steward.gateway.upstream.Addresses;
import dev.steward.gateway.upstream.HttpReadiness;
import dev.steward.gateway.upstream.Upstreams;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.stream.Stream;
import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.filter.factory.GatewayFilterFactory;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ResourceLoader;

/** Which routes there are, where they lead, and what every request on one passes, in this order. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

    @Bean
    RouteReader routeReader(
            ConfigurableEnvironment environment,
            EdgeProperties properties,
            ShedGatewayFilterFactory shed,
            RouteLimitGatewayFilterFactory limit,
            AccessGatewayFilterFactory access,
            BodyLimitGatewayFilterFactory bodyLimit,
            ConnectRetryGatewayFilterFactory retry,
            BreakerGatewayFilterFactory breaker) {
        Stream<GatewayFilterFactory<Object>> passed = Stream.of(shed, limit, access, bodyLimit, retry, breaker);
        return new RouteReader(
                environment,
                properties.calls(),
                passed.map(factory -> factory.apply(new Object())).toList());
    }

    @Bean
    Upstreams upstreams(EdgeProperties properties) {
        return new Upstreams(properties.upstreams(), new HttpReadiness(), Addresses.SYSTEM);
    }

    /** By this name it stands in the place of Spring Cloud Gateway's own. */
    @Bean
    @Primary
    RouteCatalogue cachedCompositeRouteLocator(
            RouteReader reader, Upstreams upstreams, EdgeProperties properties, ResourceLoader resources) {
        var routes = reader.read(resources.getResource(properties.routes().location()));
        upstreams.use(routes.upstreams());
        return new RouteCatalogue(routes);
    }

    @Bean
    RouteReload routeReload(
            RouteReader reader,
            RouteCatalogue catalogue,
            Upstreams upstreams,
            EdgeProperties properties,
            ResourceLoader resources) {
        var file = resources.getResource(properties.routes().location());
        return new RouteReload(file, reader, catalogue, upstreams, properties.routes());
    }

    /** Whether the file has routes that could not be used, so that those of before are. */
    @Bean
    MeterBinder routesRefused(RouteReload reload) {
        return meters -> Gauge.builder("steward.gateway.routes.refused", reload, each -> each.refused() ? 1 : 0)
                .description("1 while the routes in the file are not the ones that are used")
                .register(meters);
    }

    @Bean
    RouteHandlerMapping routePredicateHandlerMapping(
            FilteringWebHandler handler,
            RouteCatalogue catalogue,
            GlobalCorsProperties cors,
            ConfigurableEnvironment environment) {
        return new RouteHandlerMapping(handler, catalogue, cors, environment);
    }

    @Bean
    InstanceFilter instanceFilter(Upstreams upstreams) {
        return new InstanceFilter(upstreams);
    }
}
