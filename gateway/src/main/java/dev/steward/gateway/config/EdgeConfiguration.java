package dev.steward.gateway.config;

import dev.steward.gateway.access.AccessLogFilter;
import dev.steward.gateway.filter.AnswerHeaders;
import dev.steward.gateway.filter.BodyLimitGatewayFilterFactory;
import dev.steward.gateway.filter.EdgeHeaders;
import dev.steward.gateway.filter.UpstreamFailureFilter;
import dev.steward.gateway.limits.LimitFilter;
import dev.steward.gateway.limits.LocalBuckets;
import dev.steward.gateway.limits.RouteLimitGatewayFilterFactory;
import dev.steward.gateway.limits.TokenBuckets;
import dev.steward.gateway.security.AccessGatewayFilterFactory;
import dev.steward.gateway.security.EdgeAccess;
import dev.steward.gateway.security.IdentityFilter;
import dev.steward.gateway.security.TargetFilter;
import dev.steward.gateway.security.TokenCallers;
import dev.steward.kit.security.RouteAccess;
import dev.steward.kit.security.TokenVerifier;
import dev.steward.kit.security.access.AccessDecider;
import dev.steward.kit.security.trust.ProjectDirectory;
import dev.steward.kit.security.trust.TokenStanding;
import dev.steward.kit.web.TrustedProxies;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** What every request passes, in this order: target, identity, limit, access, body limit. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EdgeProperties.class)
class EdgeConfiguration {

    @Bean
    AccessLogFilter accessLogFilter() {
        return new AccessLogFilter();
    }

    @Bean
    TargetFilter targetFilter() {
        return new TargetFilter();
    }

    /** Not those that services trust, the gateway being one of them: whoever is on its network could pretend to be anywhere. */
    @Bean
    TrustedProxies trustedProxies(EdgeProperties properties) {
        return new TrustedProxies(properties.trustedProxies());
    }

    @Bean
    TokenCallers tokenCallers(TokenVerifier tokens, ObjectProvider<TokenStanding> standing) {
        return new TokenCallers(
                tokens, standing.getIfAvailable(() -> (_, _, _) -> Mono.just(TokenStanding.Standing.UNKNOWN)));
    }

    @Bean
    IdentityFilter identityFilter(TokenCallers callers) {
        return new IdentityFilter(callers);
    }

    @Bean
    TokenBuckets tokenBuckets(EdgeProperties properties, Clock clock) {
        return new LocalBuckets(properties.limits().buckets(), clock);
    }

    @Bean
    LimitFilter limitFilter(TokenBuckets buckets, EdgeProperties properties, TrustedProxies proxies) {
        return new LimitFilter(buckets, properties.limits(), proxies);
    }

    @Bean
    RouteLimitGatewayFilterFactory routeLimitGatewayFilterFactory(TokenBuckets buckets) {
        return new RouteLimitGatewayFilterFactory(buckets);
    }

    @Bean
    AccessGatewayFilterFactory accessGatewayFilterFactory(
            RouteAccess access,
            ObjectProvider<ProjectDirectory> projects,
            AccessDecider decider,
            TrustedProxies proxies) {
        return new AccessGatewayFilterFactory(new EdgeAccess(access, projects.getIfAvailable(), decider), proxies);
    }

    @Bean
    BodyLimitGatewayFilterFactory bodyLimitGatewayFilterFactory() {
        return new BodyLimitGatewayFilterFactory();
    }

    @Bean
    EdgeHeaders edgeHeaders(TrustedProxies proxies) {
        return new EdgeHeaders(proxies);
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
