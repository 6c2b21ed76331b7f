package dev.steward.zerotrust.config;

import dev.steward.zerotrust.adapter.access.RoleGrants;
import dev.steward.zerotrust.application.ApiKeyService;
import dev.steward.zerotrust.application.ClientAuthentication;
import dev.steward.zerotrust.application.IssueTime;
import dev.steward.zerotrust.application.KeyRing;
import dev.steward.zerotrust.application.LoginGuard;
import dev.steward.zerotrust.application.LoginSessionService;
import dev.steward.zerotrust.application.ProgramTokenService;
import dev.steward.zerotrust.application.TokenRevocation;
import dev.steward.zerotrust.port.Grants;
import dev.steward.zerotrust.port.GroupRepository;
import dev.steward.zerotrust.port.ProjectRepository;
import dev.steward.zerotrust.port.RefreshTokenRepository;
import dev.steward.zerotrust.port.ServiceAccountRepository;
import dev.steward.zerotrust.port.TokenSigner;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.reactive.TransactionalOperator;

/** How programs come by tokens. */
@Configuration(proxyBeanMethods = false)
class OAuthConfiguration {

    @Bean
    Grants grants() {
        return new RoleGrants();
    }

    @Bean
    ClientAuthentication clientAuthentication(
            ServiceAccountRepository accounts, LoginGuard guard, TransactionalOperator transaction, Clock clock) {
        return new ClientAuthentication(accounts, guard, transaction, clock);
    }

    @Bean
    ProgramTokenService programTokenService(
            ApiKeyService apiKeys,
            LoginGuard guard,
            IssueTime issueTime,
            ProjectRepository projects,
            GroupRepository groups,
            ServiceAccountRepository accounts,
            Grants grants,
            KeyRing keyRing,
            TokenSigner signer,
            Clock clock,
            ZeroTrustProperties properties) {
        return new ProgramTokenService(
                apiKeys,
                guard,
                issueTime,
                projects,
                groups,
                accounts,
                grants,
                keyRing,
                signer,
                clock,
                properties.accessTokenLifetime());
    }

    @Bean
    TokenRevocation tokenRevocation(RefreshTokenRepository refreshTokens, LoginSessionService loginSessions) {
        return new TokenRevocation(refreshTokens, loginSessions);
    }
}
