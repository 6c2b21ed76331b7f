package dev.steward.zerotrust.config;

import dev.steward.kit.config.Cleanup;
import dev.steward.kit.outbox.Outbox;
import dev.steward.zerotrust.adapter.postgres.PostgresRefreshTokenRepository;
import dev.steward.zerotrust.application.AccessTokens;
import dev.steward.zerotrust.application.LoginSessionService;
import dev.steward.zerotrust.application.TokenRefresh;
import dev.steward.zerotrust.application.TrustEvidence;
import dev.steward.zerotrust.port.LoginSessionRepository;
import dev.steward.zerotrust.port.RefreshTokenRepository;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** How login sessions go on and end. */
@Configuration(proxyBeanMethods = false)
class LoginSessionConfiguration {

    @Bean
    RefreshTokenRepository refreshTokenRepository(DatabaseClient database) {
        return new PostgresRefreshTokenRepository(database);
    }

    @Bean
    LoginSessionService loginSessionService(
            LoginSessionRepository loginSessions,
            AccessTokens accessTokens,
            TrustEvidence evidence,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        return new LoginSessionService(loginSessions, accessTokens, evidence, outbox, transaction, clock);
    }

    @Bean
    TokenRefresh tokenRefresh(
            UserRepository users,
            RefreshTokenRepository refreshTokens,
            LoginSessionService loginSessions,
            AccessTokens accessTokens,
            TransactionalOperator transaction,
            Clock clock) {
        return new TokenRefresh(users, refreshTokens, loginSessions, accessTokens, transaction, clock);
    }

    /** Clears away what is left of login sessions that have ended: their entries of trust state, rows and tokens. */
    @Bean
    Cleanup loginSessionCleanup(LoginSessionService loginSessions) {
        return new Cleanup(
                "Ended login sessions were not cleaned up",
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                loginSessions::cleanUp);
    }
}
