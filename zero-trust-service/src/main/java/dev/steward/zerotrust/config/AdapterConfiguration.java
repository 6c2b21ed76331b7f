package dev.steward.zerotrust.config;

import dev.steward.kit.security.SecurityProperties;
import dev.steward.kit.security.SigningKeys;
import dev.steward.kit.security.trust.ProjectDirectory;
import dev.steward.kit.security.trust.TokenStanding;
import dev.steward.zerotrust.adapter.access.DatabaseProjectDirectory;
import dev.steward.zerotrust.adapter.access.DatabaseTokenStanding;
import dev.steward.zerotrust.adapter.access.OwnSigningKeys;
import dev.steward.zerotrust.adapter.crypto.AesGcmSealer;
import dev.steward.zerotrust.adapter.crypto.Argon2PasswordHasher;
import dev.steward.zerotrust.adapter.crypto.JwtTokenSigner;
import dev.steward.zerotrust.adapter.crypto.MasterKey;
import dev.steward.zerotrust.adapter.postgres.PostgresLoginSessionRepository;
import dev.steward.zerotrust.adapter.postgres.PostgresProjectRepository;
import dev.steward.zerotrust.adapter.postgres.PostgresSigningKeyRepository;
import dev.steward.zerotrust.adapter.postgres.PostgresTrustEntryRepository;
import dev.steward.zerotrust.adapter.postgres.PostgresUserRepository;
import dev.steward.zerotrust.application.KeyRing;
import dev.steward.zerotrust.port.ApiKeyRepository;
import dev.steward.zerotrust.port.LoginSessionRepository;
import dev.steward.zerotrust.port.PasswordHasher;
import dev.steward.zerotrust.port.ProjectRepository;
import dev.steward.zerotrust.port.Sealer;
import dev.steward.zerotrust.port.ServiceAccountRepository;
import dev.steward.zerotrust.port.SigningKeyRepository;
import dev.steward.zerotrust.port.TokenSigner;
import dev.steward.zerotrust.port.TrustEntryRepository;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** The adapters behind the ports, and this service's own answers to the kit's access checks. */
@Configuration(proxyBeanMethods = false)
class AdapterConfiguration {

    @Bean
    UserRepository userRepository(DatabaseClient database) {
        return new PostgresUserRepository(database);
    }

    @Bean
    ProjectRepository projectRepository(DatabaseClient database) {
        return new PostgresProjectRepository(database);
    }

    @Bean
    LoginSessionRepository loginSessionRepository(DatabaseClient database) {
        return new PostgresLoginSessionRepository(database);
    }

    @Bean
    TrustEntryRepository trustEntryRepository(DatabaseClient database) {
        return new PostgresTrustEntryRepository(database);
    }

    @Bean
    SigningKeyRepository signingKeyRepository(DatabaseClient database, Sealer sealer) {
        return new PostgresSigningKeyRepository(database, sealer);
    }

    @Bean
    MasterKey masterKey(ZeroTrustProperties properties) {
        return properties.training() ? MasterKey.random() : MasterKey.parse(properties.masterKey());
    }

    @Bean
    Sealer sealer(MasterKey masterKey) {
        return new AesGcmSealer(masterKey);
    }

    @Bean
    PasswordHasher passwordHasher(ZeroTrustProperties properties) {
        return new Argon2PasswordHasher(Runtime.getRuntime().availableProcessors(), properties.hashingQueue());
    }

    @Bean
    TokenSigner tokenSigner(SecurityProperties properties) {
        return new JwtTokenSigner(properties.issuer(), properties.audience());
    }

    @Bean
    ProjectDirectory projectDirectory(ProjectRepository projects) {
        return new DatabaseProjectDirectory(projects);
    }

    @Bean
    TokenStanding tokenStanding(
            LoginSessionRepository loginSessions,
            ServiceAccountRepository accounts,
            ApiKeyRepository apiKeys,
            Clock clock) {
        return new DatabaseTokenStanding(loginSessions, accounts, apiKeys, clock);
    }

    @Bean
    SigningKeys signingKeys(KeyRing keyRing) {
        return new OwnSigningKeys(keyRing);
    }
}
