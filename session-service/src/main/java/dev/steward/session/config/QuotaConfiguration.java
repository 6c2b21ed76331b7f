package dev.steward.session.config;

import dev.steward.session.adapter.postgres.PostgresAllotments;
import dev.steward.session.application.Quotas;
import dev.steward.session.port.Allotments;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** How much users and projects may have. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QuotaProperties.class)
class QuotaConfiguration {

    @Bean
    Allotments allotments(DatabaseClient database) {
        return new PostgresAllotments(database);
    }

    @Bean
    Quotas quotas(Allotments allotments, QuotaProperties properties, TransactionalOperator transactions) {
        return new Quotas(
                allotments, properties.user().quota(), properties.project().quota(), transactions);
    }
}
