package dev.steward.zerotrust.adapter.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steward.zerotrust.application.LoginOutcome;
import dev.steward.zerotrust.application.ProgramTokenOutcome.Issued;
import org.jspecify.annotations.Nullable;

/**
 * A token as RFC 6749, 5.1 and RFC 8693, 2.2 have it.
 *
 * @param expiresIn in seconds
 * @param scope what the token is good for at most, of permissions divided by spaces; absent for a login's
 * @param refreshToken only for a login's
 * @param issuedTokenType only for an API key's
 */
record TokenAnswer(
        String accessToken,
        String tokenType,
        long expiresIn,
        @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) String scope,
        @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) String refreshToken,
        @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) String issuedTokenType) {

    static TokenAnswer of(LoginOutcome.LoggedIn login) {
        return new TokenAnswer(
                login.accessToken(),
                "Bearer",
                login.expiresIn().toSeconds(),
                null,
                login.refreshToken().value(),
                null);
    }

    static TokenAnswer of(Issued issued, @Nullable String issuedTokenType) {
        return new TokenAnswer(
                issued.accessToken(),
                "Bearer",
                issued.expiresIn().toSeconds(),
                issued.scopes().wire(),
                null,
                issuedTokenType);
    }

    @Override
    public String toString() {
        return "TokenAnswer[redacted]";
    }
}
