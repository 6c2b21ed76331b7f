package dev.steward.zerotrust.config;

import dev.steward.kit.config.Cleanup;
import dev.steward.kit.outbox.Outbox;
import dev.steward.zerotrust.adapter.postgres.PostgresApiKeyRepository;
import dev.steward.zerotrust.adapter.postgres.PostgresRevokedSecretRepository;
import dev.steward.zerotrust.adapter.postgres.PostgresServiceAccountRepository;
import dev.steward.zerotrust.application.AccessTokens;
import dev.steward.zerotrust.application.ApiKeyService;
import dev.steward.zerotrust.application.ProjectService;
import dev.steward.zerotrust.application.RoleWithdrawal;
import dev.steward.zerotrust.application.SecretRevocation;
import dev.steward.zerotrust.application.ServiceAccountService;
import dev.steward.zerotrust.application.UserAdministration;
import dev.steward.zerotrust.port.ApiKeyRepository;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.RevokedSecretRepository;
import dev.steward.zerotrust.port.ServiceAccountRepository;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** What programs prove themselves by: client secrets and API keys. */
@Configuration(proxyBeanMethods = false)
class ServiceAccountConfiguration {

    @Bean
    ServiceAccountRepository serviceAccountRepository(DatabaseClient database) {
        return new PostgresServiceAccountRepository(database);
    }

    @Bean
    ApiKeyRepository apiKeyRepository(DatabaseClient database) {
        return new PostgresApiKeyRepository(database);
    }

    @Bean
    RevokedSecretRepository revokedSecretRepository(DatabaseClient database) {
        return new PostgresRevokedSecretRepository(database);
    }

    @Bean
    SecretRevocation secretRevocation(
            RevokedSecretRepository secrets,
            AccessTokens accessTokens,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        return new SecretRevocation(secrets, accessTokens, outbox, transaction, clock);
    }

    @Bean
    SecretRevocationTurns secretRevocationTurns(SecretRevocation revocation) {
        return new SecretRevocationTurns(revocation);
    }

    /** Clears away what is left of ended secrets. */
    @Bean
    Cleanup revokedSecretCleanup(SecretRevocation revocation) {
        return new Cleanup(
                "What is left of ended secrets was not cleared away",
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                revocation::cleanUp);
    }

    @Bean
    ApiKeyService apiKeyService(
            ApiKeyRepository keys,
            SecretRevocation revocation,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        return new ApiKeyService(keys, revocation, outbox, transaction, clock);
    }

    @Bean
    ServiceAccountService serviceAccountService(
            UserRepository users,
            ServiceAccountRepository accounts,
            UserAdministration administration,
            ProjectService projects,
            ApiKeyService apiKeys,
            SecretRevocation revocation,
            RoleWithdrawal withdrawal,
            Outbox outbox,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        return new ServiceAccountService(
                users,
                accounts,
                administration,
                projects,
                apiKeys,
                revocation,
                withdrawal,
                outbox,
                audit,
                transaction,
                clock);
    }
}
