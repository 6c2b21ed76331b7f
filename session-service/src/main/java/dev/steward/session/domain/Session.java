package dev.steward.session.domain;

import dev.steward.events.session.SessionCrashed;
import dev.steward.events.session.SessionDeleted;
import dev.steward.events.session.SessionEvent;
import dev.steward.events.session.SessionFailed;
import dev.steward.events.session.SessionRecovered;
import dev.steward.events.session.SessionRemediationFailed;
import dev.steward.events.session.SessionRemediationSucceeded;
import dev.steward.events.session.SessionRequested;
import dev.steward.events.session.SessionRestarting;
import dev.steward.events.session.SessionStarted;
import dev.steward.events.session.SessionStopped;
import dev.steward.events.session.SessionStopping;
import dev.steward.events.session.SessionUnhealthy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A live development environment of one user on one project. Immutable; each change is a value to be stored. */
public record Session(
        SessionIdentity identity,
        Placement placement,
        SessionState state,
        Attempts attempts,
        Cause cause,
        Revision revision) {

    /** The only remediation a session knows. */
    public static final String RESTART = "restart";

    private static final String PROBE_FAILED = "probe-failed";

    public static Session request(SessionIdentity identity, Placement placement, String correlationId) {
        SessionState pending = SessionState.of(SessionStatus.PENDING, identity.createdAt());
        return new Session(identity, placement, pending, Attempts.NONE, Cause.of(correlationId), Revision.FIRST);
    }

    /** What a new session says first. */
    public Emission requested() {
        return emission(new SessionRequested(id(), projectId(), identity.userId(), identity.runtime()));
    }

    /** A process is to be started for the first time, or again because the one before left no trace. */
    public SessionChange start(Instant now) {
        return change(SessionState.of(SessionStatus.STARTING, now), attempts.next(), cause);
    }

    /** Another port, because something else took the one nobody was told of yet. */
    public SessionChange moveTo(int port) {
        Session moved = new Session(identity, placement.at(port), state, attempts, cause, revision);
        return new SessionChange(this, moved, List.of());
    }

    /** The readiness probe answered. */
    public SessionChange ready(Instant now) {
        List<Emission> told = new ArrayList<>();
        told.add(emission(new SessionStarted(
                id(), projectId(), identity.userId(), now, placement.directAddress(), attempts.count())));
        String remediation = cause.remediationId();
        if (remediation != null) {
            told.add(emission(new SessionRemediationSucceeded(id(), projectId(), remediation, RESTART)));
        }
        SessionState running = SessionState.of(SessionStatus.RUNNING, now);
        return change(running, attempts.answered(now), cause.answering(null), told);
    }

    /** Its process lives and does not answer any more. What comes of it belongs to a correlation of its own. */
    public SessionChange unhealthy(int failedProbes, Instant now, String correlationId) {
        SessionUnhealthy told = new SessionUnhealthy(id(), projectId(), PROBE_FAILED, failedProbes, now);
        String detail = "Lives, but gave no answer to " + failedProbes + " probes in a row.";
        SessionState unhealthy = new SessionState(SessionStatus.UNHEALTHY, now, PROBE_FAILED, detail);
        return change(unhealthy, attempts, Cause.of(correlationId), List.of(new Emission(told, correlationId)));
    }

    /** The process that did not answer does again. */
    public SessionChange recovered(Instant now) {
        SessionRecovered told = new SessionRecovered(id(), projectId(), state.since(), now);
        return change(SessionState.of(SessionStatus.RUNNING, now), attempts, cause, List.of(emission(told)));
    }

    /** The process ended unasked. From here on everything belongs to the correlation of this crash. */
    public SessionChange crash(Exit exit, Instant now, String correlationId) {
        List<Emission> told = unanswered("crashed");
        Attempts counted = attempts.crashed(exit.at());
        SessionCrashed crashed = new SessionCrashed(
                id(), projectId(), exit.code(), exit.signal(), exit.lastLines(), exit.at(), counted.crashes());
        told.add(new Emission(crashed, correlationId));
        SessionState state = new SessionState(SessionStatus.CRASHED, now, "crashed", exit.inWords());
        return change(state, counted, Cause.of(correlationId), told);
    }

    public SessionChange restart(RestartRequest request, Instant now) {
        Emission restarting =
                emission(new SessionRestarting(id(), projectId(), request.reason(), request.requestedBy()));
        SessionState starting = new SessionState(SessionStatus.STARTING, now, request.reason(), null);
        return change(starting, attempts.next(), cause.answering(request.remediationId()), List.of(restarting));
    }

    /** The start that is under way also answers this remediation. */
    public SessionChange awaitedBy(String remediationId) {
        return change(state, attempts, cause.answering(remediationId));
    }

    /** Nothing has to be done: the session runs. */
    public SessionChange alreadyRestarted(String remediationId) {
        SessionEvent done = new SessionRemediationSucceeded(id(), projectId(), remediationId, RESTART);
        return change(state, attempts, cause, List.of(emission(done)));
    }

    public SessionChange refuse(String remediationId, String action, String reason) {
        SessionEvent refused = new SessionRemediationFailed(id(), projectId(), remediationId, action, reason);
        return change(state, attempts, cause, List.of(emission(refused)));
    }

    public SessionChange fail(String reason, String detail, List<String> lastLines, Instant now) {
        List<Emission> told = unanswered(reason);
        told.add(emission(new SessionFailed(id(), projectId(), reason, detail, lastLines)));
        SessionState failed = new SessionState(SessionStatus.FAILED, now, reason, detail);
        return change(failed, attempts, cause.answering(null), told);
    }

    public SessionChange stop(String reason, Instant now) {
        List<Emission> told = unanswered(reason);
        told.add(emission(new SessionStopping(id(), projectId(), reason)));
        SessionState stopping = new SessionState(SessionStatus.STOPPING, now, reason, null);
        return change(stopping, attempts, cause.answering(null), told);
    }

    public SessionChange stopped(Instant now) {
        String reason = state.reason() == null ? "stopped" : state.reason();
        SessionState stopped = new SessionState(SessionStatus.STOPPED, now, reason, null);
        return change(stopped, attempts, cause, List.of(emission(new SessionStopped(id(), projectId(), reason))));
    }

    /** Hidden from here on; {@code session.deleted} follows once nothing is left of it on the host. */
    public SessionChange delete(Instant now, String correlationId) {
        SessionState deleted = SessionState.of(SessionStatus.DELETED, now);
        return change(deleted, attempts, Cause.of(correlationId), unanswered("deleted"));
    }

    /** What is said last of a session, when nothing is left of it. */
    public Emission deleted() {
        return emission(new SessionDeleted(id(), projectId()));
    }

    public Session revised(Revision stored) {
        return new Session(identity, placement, state, attempts, cause, stored);
    }

    public String id() {
        return identity.id();
    }

    public String projectId() {
        return identity.projectId();
    }

    public SessionStatus status() {
        return state.status();
    }

    /** Whether its page ever answered; from then on its address stays. */
    public boolean hasAnswered() {
        return attempts.startedAt() != null;
    }

    private List<Emission> unanswered(String reason) {
        List<Emission> told = new ArrayList<>();
        @Nullable String remediation = cause.remediationId();
        if (remediation != null) {
            told.add(emission(new SessionRemediationFailed(id(), projectId(), remediation, RESTART, reason)));
        }
        return told;
    }

    private Emission emission(SessionEvent event) {
        return new Emission(event, cause.correlationId());
    }

    private SessionChange change(SessionState next, Attempts counted, Cause from) {
        return change(next, counted, from, List.of());
    }

    private SessionChange change(SessionState next, Attempts counted, Cause from, List<Emission> told) {
        return new SessionChange(this, new Session(identity, placement, next, counted, from, revision), told);
    }
}
