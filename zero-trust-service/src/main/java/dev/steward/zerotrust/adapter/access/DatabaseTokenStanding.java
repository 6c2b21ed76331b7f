package dev.steward.zerotrust.adapter.access;

import dev.steward.kit.security.trust.TokenStanding;
import dev.steward.zerotrust.port.LoginSessionRepository;
import java.time.Clock;
import reactor.core.publisher.Mono;

/** Asks the login session itself, on every request to this service. */
public final class DatabaseTokenStanding implements TokenStanding {

    private final LoginSessionRepository loginSessions;
    private final Clock clock;

    public DatabaseTokenStanding(LoginSessionRepository loginSessions, Clock clock) {
        this.loginSessions = loginSessions;
        this.clock = clock;
    }

    @Override
    public Mono<Standing> of(String loginSessionId, String userId) {
        return Mono.defer(() -> loginSessions.stands(loginSessionId, userId, clock.instant()))
                .map(stands -> stands ? Standing.STANDS : Standing.REVOKED);
    }
}
