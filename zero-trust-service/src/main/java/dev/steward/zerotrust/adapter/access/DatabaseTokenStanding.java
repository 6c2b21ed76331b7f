package dev.steward.zerotrust.adapter.access;

import dev.steward.kit.security.trust.TokenStanding;
import dev.steward.zerotrust.port.LoginSessionRepository;
import reactor.core.publisher.Mono;

/** Asks the login session itself, on every request to this service. */
public final class DatabaseTokenStanding implements TokenStanding {

    private final LoginSessionRepository loginSessions;

    public DatabaseTokenStanding(LoginSessionRepository loginSessions) {
        this.loginSessions = loginSessions;
    }

    @Override
    public Mono<Standing> of(String loginSessionId, String userId) {
        return loginSessions.stands(loginSessionId, userId).map(stands -> stands ? Standing.STANDS : Standing.REVOKED);
    }
}
