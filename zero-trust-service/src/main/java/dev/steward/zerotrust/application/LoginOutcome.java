package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.RefreshToken;
import java.time.Duration;

/** What became of a login. */
public sealed interface LoginOutcome {

    record LoggedIn(String accessToken, RefreshToken refreshToken, Duration expiresIn, String loginSessionId)
            implements LoginOutcome {

        @Override
        public String toString() {
            return "LoggedIn[" + loginSessionId + "]";
        }
    }

    /** The reason is for the audit; who tries to log in gets one answer for all of them. */
    record Refused(Reason reason) implements LoginOutcome {}

    /** There is no room to hash a password now. */
    record Overloaded() implements LoginOutcome {}

    /** Too many logins failed, or were tried, to look at this one. */
    record Blocked(Duration retryAfter) implements LoginOutcome {}

    /** Why a login is refused. */
    enum Reason {
        UNKNOWN_USER("unknown-user"),
        WRONG_PASSWORD("wrong-password"),
        USER_DISABLED("user-disabled");

        private final String wireName;

        Reason(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }
}
