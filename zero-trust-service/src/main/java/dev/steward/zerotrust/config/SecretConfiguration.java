package dev.steward.zerotrust.config;

import dev.steward.kit.config.Cleanup;
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
import java.time.Duration;
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

    /** Destroys the values of secrets that nobody may read any more. */
    @Bean
    Cleanup secretCleanup(SecretService secrets) {
        return new Cleanup(
                "Outdated secrets were not destroyed", Duration.ofMinutes(1), Duration.ofMinutes(1), secrets::cleanUp);
    }
}
