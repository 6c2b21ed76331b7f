package dev.steward.zerotrust.adapter.access;

import dev.steward.kit.security.trust.TokenStanding;
import dev.steward.zerotrust.domain.SecretId;
import dev.steward.zerotrust.port.ApiKeyRepository;
import dev.steward.zerotrust.port.LoginSessionRepository;
import dev.steward.zerotrust.port.ServiceAccountRepository;
import java.time.Clock;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Asks what the token was issued for, on every request to this service: a login session, or what a program proved itself by. */
public final class DatabaseTokenStanding implements TokenStanding {

    private final LoginSessionRepository loginSessions;
    private final ServiceAccountRepository accounts;
    private final ApiKeyRepository apiKeys;
    private final Clock clock;

    public DatabaseTokenStanding(
            LoginSessionRepository loginSessions,
            ServiceAccountRepository accounts,
            ApiKeyRepository apiKeys,
            Clock clock) {
        this.loginSessions = loginSessions;
        this.accounts = accounts;
        this.apiKeys = apiKeys;
        this.clock = clock;
    }

    @Override
    public Mono<Standing> of(String loginSessionId, String userId, Instant issuedAt) {
        return Mono.defer(() -> stands(loginSessionId, userId, issuedAt, clock.instant()))
                .map(stands -> stands ? Standing.STANDS : Standing.REVOKED);
    }

    private Mono<Boolean> stands(String loginSessionId, String userId, Instant issuedAt, Instant now) {
        var secret = SecretId.parse(loginSessionId);
        if (secret.credentialId().equals(userId)) {
            return accounts.stands(secret, issuedAt, now);
        }
        return loginSessions
                .stands(loginSessionId, userId, issuedAt, now)
                .flatMap(stands -> stands ? Mono.just(true) : apiKeys.stands(secret, userId, issuedAt, now));
    }
}
