package dev.steward.gateway.config;

import dev.steward.gateway.filter.AnswerHeaders;
import dev.steward.gateway.filter.BodyLimitGatewayFilterFactory;
import dev.steward.gateway.filter.EdgeHeaders;
import dev.steward.gateway.filter.UpstreamFailureFilter;
import dev.steward.gateway.limits.LimitFilter;
import dev.steward.gateway.limits.RateLimits;
import dev.steward.gateway.routes.RoutePlans;
import dev.steward.gateway.security.IdentityFilter;
import dev.steward.gateway.security.TargetFilter;
import dev.steward.gateway.security.TokenGatewayFilterFactory;
import dev.steward.kit.security.TokenVerifier;
import dev.steward.kit.security.trust.TokenStanding;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** What every request passes, in this order: target, identity, limit, token, body limit. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EdgeProperties.class)
class EdgeConfiguration {

    @Bean
    RoutePlans routePlans(GatewayProperties routes, EdgeProperties properties) {
        return RoutePlans.of(routes.getRoutes(), properties.calls());
    }

    @Bean
    TargetFilter targetFilter() {
        return new TargetFilter();
    }

    @Bean
    IdentityFilter identityFilter(TokenVerifier tokens, ObjectProvider<TokenStanding> standing) {
        return new IdentityFilter(
                tokens, standing.getIfAvailable(() -> (_, _, _) -> Mono.just(TokenStanding.Standing.UNKNOWN)));
    }

    @Bean
    LimitFilter limitFilter(EdgeProperties properties, Clock clock) {
        return new LimitFilter(
                new RateLimits(properties.limits(), clock), properties.limits().unlimitedRoles());
    }

    @Bean
    TokenGatewayFilterFactory tokenGatewayFilterFactory(RoutePlans plans) {
        return new TokenGatewayFilterFactory(plans);
    }

    @Bean
    BodyLimitGatewayFilterFactory bodyLimitGatewayFilterFactory(RoutePlans plans) {
        return new BodyLimitGatewayFilterFactory(plans);
    }

    @Bean
    EdgeHeaders edgeHeaders() {
        return new EdgeHeaders();
    }

    @Bean
    AnswerHeaders answerHeaders() {
        return new AnswerHeaders();
    }

    @Bean
    UpstreamFailureFilter upstreamFailureFilter() {
        return new UpstreamFailureFilter();
    }
}
