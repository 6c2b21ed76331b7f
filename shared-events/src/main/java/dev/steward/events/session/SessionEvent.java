package dev.steward.events.session;

import dev.steward.events.DomainEvent;

/** What session-service says about dev sessions; the aggregate is the session. */
public sealed interface SessionEvent extends DomainEvent
        permits SessionRequested,
                SessionStarted,
                SessionUnhealthy,
                SessionRecovered,
                SessionCrashed,
                SessionRestarting,
                SessionStopping,
                SessionStopped,
                SessionFailed,
                SessionExpiring,
                SessionExtended,
                SessionWorkspaceChanged,
                SessionUsageSampled,
                SessionDeleted,
                SessionRemediationSucceeded,
                SessionRemediationFailed {

    String sessionId();

    String projectId();
}
