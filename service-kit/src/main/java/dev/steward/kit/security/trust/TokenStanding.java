package dev.steward.kit.security.trust;

import java.time.Instant;
import reactor.core.publisher.Mono;

/** Whether a token that is genuine and not expired still stands. */
public interface TokenStanding {

    /**
     * Asked for every authenticated request.
     *
     * @param issuedAt of the token, in whole seconds
     */
    Mono<Standing> of(String loginSessionId, String userId, Instant issuedAt);

    /** The answer. */
    enum Standing {
        STANDS,
        /** The login session was revoked, the user disabled, or a role that the token says taken away: 401. */
        REVOKED,
        /** Trust state was never loaded: 503. */
        UNKNOWN
    }
}
