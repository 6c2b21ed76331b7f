package dev.steward.healing;

import dev.steward.contracts.pact.EventPact;
import dev.steward.events.healing.IncidentEscalated;
import dev.steward.events.healing.IncidentOpened;
import dev.steward.events.healing.IncidentResolved;
import dev.steward.events.healing.RemediationRequested;
import dev.steward.events.healing.RemediationWithheld;
import dev.steward.events.session.SessionCrashed;
import dev.steward.events.session.SessionDeleted;
import dev.steward.events.session.SessionFailed;
import dev.steward.events.session.SessionRemediationFailed;
import dev.steward.events.session.SessionRemediationSucceeded;
import dev.steward.events.session.SessionRestarting;
import dev.steward.events.session.SessionStarted;
import dev.steward.events.session.SessionStopped;
import dev.steward.events.session.SessionStopping;

/** What the healer and its timeline need of the events they read. */
final class HealingPacts {

    static final String SERVICE = "self-healing-service";

    private static final String SESSION = "session_id";
    private static final String PROJECT = "project_id";

    private HealingPacts() {}

    static EventPact withSessions() {
        return EventPact.between(SERVICE, "session-service")
                .needs(SessionStarted.class, SESSION, PROJECT, "user_id", "started_at", "address", "attempt")
                .needs(SessionCrashed.class, SESSION, PROJECT, "last_lines", "crashed_at", "crash_count")
                .needs(SessionRestarting.class, SESSION, PROJECT, "reason", "requested_by")
                .needs(SessionRemediationFailed.class, SESSION, PROJECT, "remediation_id", "action", "reason")
                .needs(SessionRemediationSucceeded.class, SESSION, PROJECT, "remediation_id", "action")
                .needs(SessionStopping.class, SESSION, PROJECT, "reason")
                .needs(SessionStopped.class, SESSION, PROJECT, "reason")
                .needs(SessionFailed.class, SESSION, PROJECT, "reason", "detail", "last_lines")
                .needs(SessionDeleted.class, SESSION, PROJECT);
    }

    /** The timeline reads what this service itself said: a newer instance has to be able to read an older one's. */
    static EventPact withItself() {
        String incident = "incident_id";
        return EventPact.between(SERVICE, SERVICE)
                .needs(IncidentOpened.class, incident, PROJECT, "target_type", "target_id", "reason", "opened_at")
                .needs(IncidentResolved.class, incident, PROJECT, "target_id", "resolved_at", "resolution")
                .needs(IncidentEscalated.class, incident, PROJECT, "target_id", "reason")
                .needs(
                        RemediationRequested.class,
                        "remediation_id",
                        incident,
                        PROJECT,
                        "target_type",
                        "target_id",
                        "action",
                        "attempt")
                .needs(RemediationWithheld.class, incident, PROJECT, "target_type", "target_id", "action", "reason");
    }
}
