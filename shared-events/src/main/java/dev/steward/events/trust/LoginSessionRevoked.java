package dev.steward.events.trust;

import dev.steward.events.Require;
import java.util.Map;

/**
 * A login session was ended before its time; the aggregate is the login session. Names and values are those of the event
 * "session revoked" of CAEP 1.0, so that it can be forwarded as a security event token; times are seconds since 1970.
 *
 * @param reasonAdmin why, for those who run the suite, by language
 */
public record LoginSessionRevoked(
        String caepEventType,
        String userId,
        String loginSessionId,
        String initiatingEntity,
        Map<String, String> reasonAdmin,
        long eventTimestamp)
        implements TrustEvent {

    public static final String CAEP = "https://schemas.openid.net/secevent/caep/event-type/session-revoked";

    public LoginSessionRevoked {
        Require.text(caepEventType, "caep_event_type");
        Require.text(userId, "user_id");
        Require.text(loginSessionId, "login_session_id");
        reasonAdmin = Map.copyOf(reasonAdmin);
    }
}
