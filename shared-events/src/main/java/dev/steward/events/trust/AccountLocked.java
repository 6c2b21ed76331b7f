package dev.steward.events.trust;

import dev.steward.events.Require;
import java.time.Instant;

/** An account is closed to one address after too many failed logins from there; the aggregate is the login attempt. */
public record AccountLocked(String userId, String username, Instant lockedUntil) implements TrustEvent {

    public AccountLocked {
        Require.text(userId, "user_id");
        Require.text(username, "username");
    }
}
