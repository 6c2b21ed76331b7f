package dev.steward.events.trust;

import dev.steward.events.Require;

/** A user logged in; the aggregate is the login session. */
public record LoginSucceeded(String userId, String loginSessionId) implements TrustEvent {

    public LoginSucceeded {
        Require.text(userId, "user_id");
        Require.text(loginSessionId, "login_session_id");
    }
}
