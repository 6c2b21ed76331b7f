package dev.steward.events.trust;

import dev.steward.events.Require;

/**
 * A login session is worth more, or less, than before; the aggregate is the assurance of that login session. Names and
 * values are those of CAEP 1.0, so that it can be forwarded as a security event token; times are seconds since 1970.
 */
public record AssuranceLevelChanged(
        String caepEventType,
        String userId,
        String loginSessionId,
        String namespace,
        String previousLevel,
        String currentLevel,
        String changeDirection,
        String initiatingEntity,
        long eventTimestamp)
        implements TrustEvent {

    public static final String CAEP = "https://schemas.openid.net/secevent/caep/event-type/assurance-level-change";

    public AssuranceLevelChanged {
        Require.text(caepEventType, "caep_event_type");
        Require.text(userId, "user_id");
        Require.text(loginSessionId, "login_session_id");
    }
}
