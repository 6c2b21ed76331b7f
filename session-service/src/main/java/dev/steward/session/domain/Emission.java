package dev.steward.session.domain;

import dev.steward.events.session.SessionEvent;
import dev.steward.events.session.SessionRemediationFailed;
import dev.steward.events.session.SessionRemediationSucceeded;

/** An event of a session and the correlation it belongs to. */
public record Emission(SessionEvent event, String correlationId) {

    /** Whether it tells of a new state, and does not only answer the healer. */
    public boolean tellsOfState() {
        return !(event instanceof SessionRemediationSucceeded || event instanceof SessionRemediationFailed);
    }
}
