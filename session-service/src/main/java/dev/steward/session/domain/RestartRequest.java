package dev.steward.session.domain;

import org.jspecify.annotations.Nullable;

/**
 * Why a session is started again, and for whom.
 *
 * @param requestedBy an incident, a user, or this service itself
 * @param remediationId what to answer to, null when nobody waits for an answer
 */
public record RestartRequest(
        String reason, String requestedBy, @Nullable String remediationId) {

    public static RestartRequest byService(String reason) {
        return new RestartRequest(reason, "session-service", null);
    }

    public static RestartRequest byIncident(String incidentId, String remediationId) {
        return new RestartRequest("remediation", incidentId, remediationId);
    }
}
