package dev.steward.zerotrust.config;

import dev.steward.kit.outbox.Outbox;
import dev.steward.zerotrust.adapter.crypto.AesGcmEnvelopes;
import dev.steward.zerotrust.adapter.postgres.PostgresSecretRepository;
import dev.steward.zerotrust.application.SecretService;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.Envelopes;
import dev.steward.zerotrust.port.ProjectRepository;
import dev.steward.zerotrust.port.Sealer;
import dev.steward.zerotrust.port.SecretRepository;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** What projects keep secret. */
@Configuration(proxyBeanMethods = false)
class SecretConfiguration {

    @Bean
    Envelopes envelopes(Sealer sealer) {
        return new AesGcmEnvelopes(sealer);
    }

    @Bean
    SecretRepository secretRepository(DatabaseClient database, Envelopes envelopes) {
        return new PostgresSecretRepository(database, envelopes);
    }

    @Bean
    SecretService secretService(
            SecretRepository secrets,
            ProjectRepository projects,
            Outbox outbox,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        return new SecretService(secrets, projects, outbox, audit, transaction, clock);
    }

    @Bean
    SecretCleanup secretCleanup(SecretService secrets) {
        return new SecretCleanup(secrets);
    }
}
