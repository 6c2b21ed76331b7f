package dev.steward.gateway.config;

import dev.steward.gateway.connections.ConnectionGuard;
import dev.steward.gateway.security.CrossOriginFilter;
import dev.steward.gateway.security.SecurityHeadersFilter;
import dev.steward.gateway.shedding.InFlightLimit;
import dev.steward.gateway.shedding.LoopLag;
import dev.steward.gateway.shedding.ShedGatewayFilterFactory;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/** What protects the gateway itself, and browsers from what is answered. */
@Configuration(proxyBeanMethods = false)
class ProtectionConfiguration {

    @Bean
    ConnectionGuard connectionGuard(EdgeProperties properties) {
        return new ConnectionGuard(properties.connections());
    }

    @Bean
    SecurityHeadersFilter securityHeadersFilter() {
        return new SecurityHeadersFilter();
    }

    @Bean
    CrossOriginFilter crossOriginFilter(EdgeProperties properties) {
        return new CrossOriginFilter(properties.corsOrigins());
    }

    @Bean
    InFlightLimit inFlightLimit(EdgeProperties properties) {
        return new InFlightLimit(properties.shedding());
    }

    @Bean
    LoopLag loopLag(ReactorResourceFactory resources, EdgeProperties properties, InFlightLimit limit) {
        return new LoopLag(resources.getLoopResources(), properties.shedding(), limit);
    }

    @Bean
    ShedGatewayFilterFactory shedGatewayFilterFactory(InFlightLimit limit, MeterRegistry meters) {
        return new ShedGatewayFilterFactory(limit, meters);
    }
}
