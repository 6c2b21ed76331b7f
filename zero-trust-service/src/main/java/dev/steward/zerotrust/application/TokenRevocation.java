package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.RefreshToken;
import dev.steward.zerotrust.port.RefreshTokenRepository;
import reactor.core.publisher.Mono;

/** Ends the login session of a refresh token that its owner needs no more. */
public class TokenRevocation {

    private final RefreshTokenRepository refreshTokens;
    private final LoginSessionService loginSessions;

    public TokenRevocation(RefreshTokenRepository refreshTokens, LoginSessionService loginSessions) {
        this.refreshTokens = refreshTokens;
        this.loginSessions = loginSessions;
    }

    /** False when it is no refresh token. One that was used ends its login session too. */
    public Mono<Boolean> revoke(String typed) {
        return Mono.justOrEmpty(RefreshToken.parse(typed))
                .flatMap(refreshTokens::find)
                .map(RefreshTokenRepository.Presented::loginSession)
                .flatMap(ended ->
                        loginSessions.endOwn(ended.userId(), ended.id()).thenReturn(true))
                .defaultIfEmpty(false);
    }
}
