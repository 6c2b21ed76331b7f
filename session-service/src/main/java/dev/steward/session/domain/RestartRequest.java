package dev.steward.session.domain;

import org.jspecify.annotations.Nullable;

/**
 * Why a session is started again, and for whom.
 *
 * @param requestedBy an incident, a user, or this service itself
 * @param remediationId what to answer to, null when nobody waits for an answer
 * @param detail for people, null where the reason says it all
 */
public record RestartRequest(
        String reason,
        String requestedBy,
        @Nullable String remediationId,
        @Nullable String detail) {

    private static final String SERVICE = "session-service";

    public static RestartRequest byService(String reason) {
        return new RestartRequest(reason, SERVICE, null, null);
    }

    /** Nobody decided about a crash in time. */
    public static RestartRequest undecided(String detail) {
        return new RestartRequest("no-decision", SERVICE, null, detail);
    }

    public static RestartRequest byIncident(String incidentId, String remediationId) {
        return new RestartRequest("remediation", incidentId, remediationId, null);
    }
}
