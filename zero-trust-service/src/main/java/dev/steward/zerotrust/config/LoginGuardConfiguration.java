package dev.steward.zerotrust.config;

import dev.steward.kit.outbox.Outbox;
import dev.steward.zerotrust.adapter.postgres.PostgresLoginFailureRepository;
import dev.steward.zerotrust.application.LoginGuard;
import dev.steward.zerotrust.application.TrustEvidence;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.LoginFailureRepository;
import java.time.Clock;
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

    @Bean
    LoginFailureCleanup loginFailureCleanup(LoginGuard guard) {
        return new LoginFailureCleanup(guard);
    }
}
