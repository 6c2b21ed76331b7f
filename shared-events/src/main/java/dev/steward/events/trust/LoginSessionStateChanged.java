package dev.steward.events.trust;

import dev.steward.events.Require;
import java.time.Instant;

/** Compacted: a login session was revoked; kept until its last token has expired. */
public record LoginSessionStateChanged(String loginSessionId, String userId, Instant revokedAt, Instant expiresAt)
        implements TrustEvent {

    public LoginSessionStateChanged {
        Require.text(loginSessionId, "login_session_id");
        Require.text(userId, "user_id");
    }
}
