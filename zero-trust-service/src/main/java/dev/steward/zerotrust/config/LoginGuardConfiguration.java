package dev.steward.zerotrust.config;

import dev.steward.kit.config.Cleanup;
import dev.steward.kit.outbox.Outbox;
import dev.steward.zerotrust.adapter.postgres.PostgresLoginFailureRepository;
import dev.steward.zerotrust.application.LoginGuard;
import dev.steward.zerotrust.application.TrustEvidence;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.LoginFailureRepository;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LoginGuardProperties.class)
class LoginGuardConfiguration {

    @Bean
    LoginFailureRepository loginFailureRepository(DatabaseClient database) {
        return new PostgresLoginFailureRepository(database);
    }

    @Bean
    LoginGuard loginGuard(
            LoginFailureRepository failures,
            LoginGuardProperties properties,
            TrustEvidence evidence,
            Outbox outbox,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        return new LoginGuard(failures, properties.limits(), evidence, outbox, audit, transaction, clock);
    }

    /** Deletes failed logins that no longer count, so that names and addresses do not pile up. */
    @Bean
    Cleanup loginFailureCleanup(LoginGuard guard) {
        return new Cleanup(
                "Old failed logins were not deleted", Duration.ofMinutes(10), Duration.ofMinutes(10), guard::forget);
    }
}
