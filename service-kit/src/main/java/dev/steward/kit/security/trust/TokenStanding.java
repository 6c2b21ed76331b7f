package dev.steward.kit.security.trust;

import reactor.core.publisher.Mono;

/** Whether a token that is genuine and not expired still stands. */
public interface TokenStanding {

    /** Asked for every authenticated request. */
    Mono<Standing> of(String loginSessionId, String userId);

    /** The answer. */
    enum Standing {
        STANDS,
        /** The login session was revoked or the user disabled: 401. */
        REVOKED,
        /** Trust state was never loaded: 503. */
        UNKNOWN
    }
}
