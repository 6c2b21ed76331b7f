package dev.steward.zerotrust.config;

import dev.steward.kit.outbox.Outbox;
import dev.steward.zerotrust.adapter.crypto.HmacRecoveryCodeHasher;
import dev.steward.zerotrust.adapter.crypto.HmacTotpCodes;
import dev.steward.zerotrust.adapter.crypto.MasterKey;
import dev.steward.zerotrust.adapter.postgres.PostgresAuthenticatorRepository;
import dev.steward.zerotrust.adapter.postgres.PostgresLoginAssuranceRepository;
import dev.steward.zerotrust.adapter.postgres.PostgresMfaChallengeRepository;
import dev.steward.zerotrust.application.AccessTokens;
import dev.steward.zerotrust.application.MfaEnrolment;
import dev.steward.zerotrust.application.MfaGate;
import dev.steward.zerotrust.application.SecondFactor;
import dev.steward.zerotrust.application.StepUp;
import dev.steward.zerotrust.application.TrustEvidence;
import dev.steward.zerotrust.port.AuthenticatorRepository;
import dev.steward.zerotrust.port.LoginAssuranceRepository;
import dev.steward.zerotrust.port.MfaChallengeRepository;
import dev.steward.zerotrust.port.RecoveryCodeHasher;
import dev.steward.zerotrust.port.Sealer;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Everything about the second factor. */
@Configuration(proxyBeanMethods = false)
class MfaConfiguration {

    @Bean
    AuthenticatorRepository authenticatorRepository(DatabaseClient database, Sealer sealer) {
        return new PostgresAuthenticatorRepository(database, sealer);
    }

    @Bean
    MfaChallengeRepository mfaChallengeRepository(DatabaseClient database) {
        return new PostgresMfaChallengeRepository(database);
    }

    @Bean
    LoginAssuranceRepository loginAssuranceRepository(DatabaseClient database) {
        return new PostgresLoginAssuranceRepository(database);
    }

    @Bean
    RecoveryCodeHasher recoveryCodeHasher(MasterKey masterKey) {
        return new HmacRecoveryCodeHasher(masterKey);
    }

    @Bean
    SecondFactor secondFactor(AuthenticatorRepository authenticators, RecoveryCodeHasher hasher, Clock clock) {
        return new SecondFactor(authenticators, new HmacTotpCodes(), hasher, clock);
    }

    @Bean
    MfaGate mfaGate(
            AuthenticatorRepository authenticators,
            MfaChallengeRepository challenges,
            LoginAssuranceRepository assurances,
            SecondFactor secondFactor,
            TransactionalOperator transaction,
            Clock clock) {
        return new MfaGate(authenticators, challenges, assurances, secondFactor, transaction, clock);
    }

    @Bean
    MfaEnrolment mfaEnrolment(
            UserRepository users,
            AuthenticatorRepository authenticators,
            SecondFactor secondFactor,
            RecoveryCodeHasher hasher,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        return new MfaEnrolment(users, authenticators, secondFactor, hasher, outbox, transaction, clock);
    }

    @Bean
    StepUp stepUp(
            UserRepository users,
            AuthenticatorRepository authenticators,
            LoginAssuranceRepository assurances,
            SecondFactor secondFactor,
            AccessTokens accessTokens,
            TrustEvidence evidence,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        return new StepUp(
                users, authenticators, assurances, secondFactor, accessTokens, evidence, outbox, transaction, clock);
    }
}
