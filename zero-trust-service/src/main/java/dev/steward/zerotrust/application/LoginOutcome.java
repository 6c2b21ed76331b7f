package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.MfaToken;
import dev.steward.zerotrust.domain.RefreshToken;
import java.time.Duration;
import java.util.List;

/** What became of a login. */
public sealed interface LoginOutcome {

    record LoggedIn(String accessToken, RefreshToken refreshToken, Duration expiresIn, String loginSessionId)
            implements LoginOutcome {

        @Override
        public String toString() {
            return "LoggedIn[" + loginSessionId + "]";
        }
    }

    /** The password was right; the token continues the login with one of the methods. */
    record MfaRequired(MfaToken token, Duration expiresIn, List<String> methods) implements LoginOutcome {

        public MfaRequired {
            methods = List.copyOf(methods);
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
        USER_DISABLED("user-disabled"),
        WRONG_SECOND_FACTOR("wrong-second-factor"),
        UNKNOWN_DEVICE("unknown-device");

        private final String wireName;

        Reason(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }
}
