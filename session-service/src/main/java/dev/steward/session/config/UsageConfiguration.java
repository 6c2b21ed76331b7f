package dev.steward.session.config;

import dev.steward.kit.config.Cleanup;
import dev.steward.session.adapter.postgres.PostgresUsageRepository;
import dev.steward.session.application.Runtimes;
import dev.steward.session.application.SessionChanges;
import dev.steward.session.application.UsageRecords;
import dev.steward.session.application.UsageSampler;
import dev.steward.session.port.UsageRepository;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** What measures sessions, and remembers it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UsageProperties.class)
class UsageConfiguration {

    @Bean
    UsageRepository usageRepository(DatabaseClient database) {
        return new PostgresUsageRepository(database);
    }

    @Bean
    UsageSampler usageSampler(
            Runtimes runtimes,
            UsageRepository usage,
            SessionChanges changes,
            TransactionalOperator transactions,
            SessionProperties properties) {
        return new UsageSampler(runtimes, usage, changes, transactions, properties.usageWindow());
    }

    @Bean
    UsageRecords usageRecords(UsageRepository usage, UsageProperties properties, Clock clock) {
        return new UsageRecords(usage, properties.kept(), clock);
    }

    /** Also on an instance that does not lead. */
    @Bean
    Cleanup usageCleanup(UsageRecords usage) {
        return new Cleanup(
                "Old usage windows were not removed", Duration.ofMinutes(10), Duration.ofHours(1), usage::removeOld);
    }
}
