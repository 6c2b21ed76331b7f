package dev.steward.zerotrust.application;

import dev.steward.zerotrust.application.RefreshOutcome.Reason;
import dev.steward.zerotrust.application.RefreshOutcome.Refreshed;
import dev.steward.zerotrust.application.RefreshOutcome.Refused;
import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.RefreshToken;
import dev.steward.zerotrust.domain.Revocation;
import dev.steward.zerotrust.port.RefreshTokenRepository;
import dev.steward.zerotrust.port.UserRepository;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Continues a login session: a refresh token is good once and answered with the next. There is no time in which an old one
 * may be presented again, so a client must not send one twice, not even when an answer was lost.
 */
public class TokenRefresh {

    private final UserRepository users;
    private final RefreshTokenRepository refreshTokens;
    private final LoginSessionService loginSessions;
    private final AccessTokens accessTokens;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public TokenRefresh(
            UserRepository users,
            RefreshTokenRepository refreshTokens,
            LoginSessionService loginSessions,
            AccessTokens accessTokens,
            TransactionalOperator transaction,
            Clock clock) {
        this.users = users;
        this.refreshTokens = refreshTokens;
        this.loginSessions = loginSessions;
        this.accessTokens = accessTokens;
        this.transaction = transaction;
        this.clock = clock;
    }

    public Mono<RefreshOutcome> refresh(String typed) {
        return Mono.justOrEmpty(RefreshToken.parse(typed))
                .flatMap(token -> refreshTokens
                        .find(token)
                        .flatMap(presented -> presented.rotated()
                                ? reused(presented.loginSession())
                                : rotate(presented.loginSession(), token)))
                .defaultIfEmpty(new Refused(Reason.UNKNOWN));
    }

    /** Signs before the transaction begins, so that no connection waits for a signature. */
    private Mono<RefreshOutcome> rotate(LoginSession loginSession, RefreshToken token) {
        if (!loginSession.expiresAt().isAfter(clock.instant())) {
            return Mono.just(new Refused(Reason.LOGIN_ENDED));
        }
        return users.find(loginSession.userId())
                .flatMap(user -> accessTokens.issue(user, loginSession))
                .flatMap(accessToken -> {
                    var successor = RefreshToken.random(random);
                    return refreshTokens
                            .rotate(token, successor, clock.instant())
                            .as(transaction::transactional)
                            .flatMap(rotated -> rotated
                                    ? Mono.just(refreshed(loginSession, accessToken, successor))
                                    : refused(token));
                });
    }

    private RefreshOutcome refreshed(LoginSession loginSession, String accessToken, RefreshToken successor) {
        return new Refreshed(new LoginOutcome.LoggedIn(
                accessToken, successor, accessTokens.lifetimeIn(loginSession), loginSession.id()));
    }

    /** Looks again: it is reuse when another was faster with the same token. */
    private Mono<RefreshOutcome> refused(RefreshToken token) {
        return refreshTokens
                .find(token)
                .filter(RefreshTokenRepository.Presented::rotated)
                .flatMap(presented -> reused(presented.loginSession()))
                .defaultIfEmpty(new Refused(Reason.LOGIN_ENDED));
    }

    private Mono<RefreshOutcome> reused(LoginSession loginSession) {
        return loginSessions.end(loginSession.id(), Revocation.TOKEN_REUSED).thenReturn(new Refused(Reason.REUSED));
    }
}
