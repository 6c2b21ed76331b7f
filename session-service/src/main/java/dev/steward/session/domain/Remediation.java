package dev.steward.session.domain;

import dev.steward.events.healing.RemediationRequested;
import java.time.Instant;
import java.util.Optional;

/** What a session does when the healer asks for something. */
public final class Remediation {

    private Remediation() {}

    /** Empty when nothing has to be done or answered. */
    public static Optional<SessionChange> decide(Session session, RemediationRequested request, Instant now) {
        String id = request.remediationId();
        if (session.status() == SessionStatus.DELETED) {
            return Optional.empty();
        }
        if (!request.action().equals(Session.RESTART)) {
            return Optional.of(session.refuse(id, request.action(), "unknown-action"));
        }
        return switch (session.status()) {
            case CRASHED -> Optional.of(session.restart(RestartRequest.byIncident(request.incidentId(), id), now));
            case STARTING ->
                id.equals(session.cause().remediationId()) ? Optional.empty() : Optional.of(session.awaitedBy(id));
            case RUNNING -> Optional.of(session.alreadyRestarted(id));
            default ->
                Optional.of(
                        session.refuse(id, request.action(), session.status().text()));
        };
    }
}
