package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.application.LoginOutcome.LoggedIn;

/** The tokens of a new login session; {@code expiresIn} is in seconds. */
record LoginResponse(String accessToken, String refreshToken, String tokenType, long expiresIn, String loginSessionId) {

    static LoginResponse from(LoggedIn login) {
        return new LoginResponse(
                login.accessToken(),
                login.refreshToken().value(),
                "Bearer",
                login.expiresIn().toSeconds(),
                login.loginSessionId());
    }

    @Override
    public String toString() {
        return "LoginResponse[" + loginSessionId + "]";
    }
}
