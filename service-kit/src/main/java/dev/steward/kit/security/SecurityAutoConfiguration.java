package dev.steward.kit.security;

import dev.steward.kit.config.ClockAutoConfiguration;
import dev.steward.kit.security.trust.ProjectDirectory;
import dev.steward.kit.security.trust.SigningKeySource;
import dev.steward.kit.security.trust.TokenStanding;
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
            List<RouteTable> tables, TokenVerifier tokens, ObjectProvider<TokenStanding> standing, Clock clock) {
        TokenStanding stands = standing.getIfAvailable(() -> (_, _, _) -> Mono.just(TokenStanding.Standing.STANDS));
        return new BearerTokenFilter(tables.stream().reduce(OPERATIONS, RouteTable::and), tokens, stands, clock);
    }

    @Bean
    @ConditionalOnBean(ProjectDirectory.class)
    ProjectAccess projectAccess(ProjectDirectory projects) {
        return new ProjectAccess(projects);
    }
}
