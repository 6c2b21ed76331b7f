package dev.steward.kit.idempotency;

import dev.steward.kit.config.Cleanup;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** The store of idempotency keys, and timers of whatever kind, for every service with a database. */
@AutoConfiguration(
        after = {
            // The transaction manager's own configuration does not name this one: without it here, it comes too early.
            R2dbcAutoConfiguration.class,
            R2dbcTransactionManagerAutoConfiguration.class,
            TransactionAutoConfiguration.class
        })
@ConditionalOnBean(ConnectionFactory.class)
@EnableScheduling
public class IdempotencyAutoConfiguration {

    @Bean
    IdempotencyStore idempotencyStore(DatabaseClient database) {
        return new IdempotencyStore(database);
    }

    @Bean
    Cleanup idempotencyCleanup(IdempotencyStore store) {
        return new Cleanup(
                "Expired idempotency keys were not deleted",
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                store::deleteExpired);
    }

    @Bean
    WebFluxConfigurer idempotentArguments(
            IdempotencyStore store,
            TransactionalOperator transaction,
            JsonMapper json,
            @Value("${spring.r2dbc.password}") String secret) {
        var fingerprint = new BodyFingerprint(secret);
        JsonMapper stored = WithoutSecrets.mapper(json);
        return new WebFluxConfigurer() {
            @Override
            public void configureArgumentResolvers(ArgumentResolverConfigurer arguments) {
                arguments.addCustomResolver(
                        new IdempotentRequestArgumentResolver(store, transaction, stored, fingerprint));
            }
        };
    }
}
