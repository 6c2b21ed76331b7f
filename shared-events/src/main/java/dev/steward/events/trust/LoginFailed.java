package dev.steward.events.trust;

import dev.steward.events.Require;

/** A login was refused; the aggregate is the login attempt. */
public record LoginFailed(String username, String reason) implements TrustEvent {

    public LoginFailed {
        Require.text(username, "username");
    }
}
