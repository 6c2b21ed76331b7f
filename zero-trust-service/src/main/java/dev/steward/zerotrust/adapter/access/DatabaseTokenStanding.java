package dev.steward.zerotrust.adapter.access;

import dev.steward.kit.security.trust.TokenStanding;
import dev.steward.zerotrust.port.ApiKeyRepository;
import dev.steward.zerotrust.port.LoginSessionRepository;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Clock;
import reactor.core.publisher.Mono;

/** Asks what the token was issued for, on every request to this service: a login session, or what a program proved itself by. */
public final class DatabaseTokenStanding implements TokenStanding {

    private final LoginSessionRepository loginSessions;
    private final UserRepository users;
    private final ApiKeyRepository apiKeys;
    private final Clock clock;

    public DatabaseTokenStanding(
            LoginSessionRepository loginSessions, UserRepository users, ApiKeyRepository apiKeys, Clock clock) {
        this.loginSessions = loginSessions;
        this.users = users;
        this.apiKeys = apiKeys;
        this.clock = clock;
    }

    @Override
    public Mono<Standing> of(String loginSessionId, String userId) {
        return Mono.defer(() -> loginSessionId.equals(userId)
                        ? enabled(userId)
                        : loginSessions.stands(loginSessionId, userId, clock.instant()))
                .flatMap(stands -> stands ? Mono.just(true) : keyStands(loginSessionId, userId))
                .map(stands -> stands ? Standing.STANDS : Standing.REVOKED);
    }

    /** A service account names itself in the place of a login session. */
    private Mono<Boolean> enabled(String userId) {
        return users.find(userId)
                .filter(user -> !user.person() && !user.disabled())
                .hasElement();
    }

    private Mono<Boolean> keyStands(String keyId, String ownerId) {
        return apiKeys.find(keyId)
                .filter(key -> key.ownerId().equals(ownerId) && key.expiresAt().isAfter(clock.instant()))
                .flatMap(_ -> users.find(ownerId))
                .filter(owner -> !owner.disabled())
                .hasElement();
    }
}
