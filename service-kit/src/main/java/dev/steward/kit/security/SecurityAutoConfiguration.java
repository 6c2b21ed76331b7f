package dev.steward.kit.security;

import dev.steward.kit.config.ClockAutoConfiguration;
import dev.steward.kit.security.access.AccessDecider;
import dev.steward.kit.security.access.AccessJournal;
import dev.steward.kit.security.access.EvidenceSource;
import dev.steward.kit.security.access.PolicySource;
import dev.steward.kit.security.access.TokenEvidence;
import dev.steward.kit.security.trust.ProjectDirectory;
import dev.steward.kit.security.trust.SigningKeySource;
import dev.steward.kit.security.trust.TokenStanding;
import dev.steward.kit.security.trust.TrustUnavailableException;
import dev.steward.kit.web.TrustedProxies;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Token verification for every service that has a table of routes. */
@AutoConfiguration(after = ClockAutoConfiguration.class)
@EnableConfigurationProperties(SecurityProperties.class)
public class SecurityAutoConfiguration {

    /** Probes and metrics are for whoever reaches the service's own port; the gateway does not route to them. */
    private static final RouteTable OPERATIONS = RouteTable.of(
            Route.get("/health").open(),
            Route.get("/health/**").open(),
            Route.get("/actuator/**").open());

    @Bean
    @ConditionalOnMissingBean(SigningKeys.class)
    JwksSigningKeys signingKeys(ObjectProvider<SigningKeySource> known, SecurityProperties properties, Clock clock) {
        SigningKeySource source = known.getIfAvailable(() -> () -> Mono.just(List.of()));
        return new JwksSigningKeys(source, WebClient.create(), properties.jwksUri(), clock);
    }

    @Bean
    @ConditionalOnMissingBean
    TokenVerifier tokenVerifier(SigningKeys keys, SecurityProperties properties, Clock clock) {
        return new TokenVerifier(keys, properties, clock);
    }

    @Bean
    @ConditionalOnBean(RouteTable.class)
    BearerTokenFilter bearerTokenFilter(
            List<RouteTable> tables,
            TokenVerifier tokens,
            ObjectProvider<TokenStanding> standing,
            RouteAccess access,
            TrustedProxies proxies,
            ObjectProvider<OwnTokens> ownTokens) {
        TokenStanding stands = standing.getIfAvailable(() -> (_, _, _) -> Mono.just(TokenStanding.Standing.STANDS));
        return new BearerTokenFilter(
                tables.stream().reduce(OPERATIONS, RouteTable::and),
                tokens,
                stands,
                access,
                proxies,
                ownTokens.getIfAvailable(
                        () -> (_, _) -> Mono.error(() -> BearerToken.refused("No token opens this."))));
    }

    @Bean
    RouteAccess routeAccess(AccessDecider decider, ObjectProvider<ProjectDirectory> projects, Clock clock) {
        return new RouteAccess(decider, projects.getIfAvailable(), clock);
    }

    /** Whoever has no policies to ask decides nothing. */
    @Bean
    AccessDecider accessDecider(
            ObjectProvider<PolicySource> policies,
            ObjectProvider<EvidenceSource> evidence,
            ObjectProvider<AccessJournal> journal,
            ObjectProvider<MeterRegistry> meters,
            Clock clock) {
        return new AccessDecider(
                policies.getIfAvailable(() -> () -> Mono.error(TrustUnavailableException::new)),
                evidence.getIfAvailable(TokenEvidence::new),
                journal.getIfAvailable(() -> AccessJournal.NONE),
                meters.getIfAvailable(CompositeMeterRegistry::new),
                clock);
    }

    @Bean
    @ConditionalOnBean(ProjectDirectory.class)
    ProjectAccess projectAccess(ProjectDirectory projects, AccessDecider decider) {
        return new ProjectAccess(projects, decider);
    }
}
