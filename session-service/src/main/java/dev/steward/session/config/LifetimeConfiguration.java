package dev.steward.session.config;

import dev.steward.session.adapter.postgres.PostgresKeepAliveRepository;
import dev.steward.session.application.KeepAlives;
import dev.steward.session.application.Lifetimes;
import dev.steward.session.application.SessionChanges;
import dev.steward.session.domain.CrashPolicy;
import dev.steward.session.port.KeepAliveRepository;
import dev.steward.session.port.SessionRepository;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** What keeps sessions alive, and says why they are. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LifetimeProperties.class)
class LifetimeConfiguration {

    @Bean
    CrashPolicy crashPolicy(SessionProperties properties, LifetimeProperties lifetime) {
        return properties.crashPolicy(lifetime.backOff(), lifetime.longestBackOff());
    }

    @Bean
    KeepAliveRepository keepAliveRepository(DatabaseClient database) {
        return new PostgresKeepAliveRepository(database);
    }

    @Bean
    KeepAlives keepAlives(
            SessionRepository sessions,
            KeepAliveRepository keepAlives,
            SessionChanges changes,
            TransactionalOperator transactions,
            LifetimeProperties lifetime,
            Clock clock) {
        return new KeepAlives(
                sessions,
                keepAlives,
                changes,
                transactions,
                lifetime.longestKeepAlive(),
                SessionConfiguration.stored(clock));
    }

    @Bean
    Lifetimes lifetimes(KeepAlives keepAlives, CrashPolicy policy) {
        return new Lifetimes(keepAlives, policy);
    }
}
