package dev.steward.session.domain;

import dev.steward.events.session.SessionCrashed;
import dev.steward.events.session.SessionDeleted;
import dev.steward.events.session.SessionEvent;
import dev.steward.events.session.SessionExtended;
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
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A live development environment of one user on one project. Immutable; each change is a value to be stored. */
public record Session(
        SessionIdentity identity,
        Placement placement,
        SessionState state,
        Attempts attempts,
        Cause cause,
        Lease lease,
        Revision revision) {

    /** The only remediation a session knows, and why one is stopped that is to be started right after. */
    public static final String RESTART = "restart";

    /** The suite was stopped, or the machine: no fault of the session, which is started again. */
    public static final String HOST_STOPPED = "host-stopped";

    /** The reasons of those that are only down to be started again. */
    public static final Set<String> STARTED_AGAIN = Set.of(RESTART, HOST_STOPPED);

    private static final String PROBE_FAILED = "probe-failed";

    public static Session request(SessionIdentity identity, Placement placement, Lease lease, String correlationId) {
        SessionState pending = SessionState.of(SessionStatus.PENDING, identity.createdAt());
        return new Session(identity, placement, pending, Attempts.NONE, Cause.of(correlationId), lease, Revision.FIRST);
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
        Session moved = new Session(identity, placement.at(port), state, attempts, cause, lease, revision);
        return new SessionChange(this, moved, List.of());
    }

    /**
     * The readiness probe answered.
     *
     * @param address where it did
     */
    public SessionChange ready(URI address, Instant now) {
        List<Emission> told = new ArrayList<>();
        told.add(emission(
                new SessionStarted(id(), projectId(), identity.userId(), now, address.toString(), attempts.count())));
        String remediation = cause.remediationId();
        if (remediation != null) {
            told.add(emission(new SessionRemediationSucceeded(id(), projectId(), remediation, RESTART)));
        }
        SessionState running = SessionState.of(SessionStatus.RUNNING, now);
        return change(running, attempts.answered(now), cause.answering(null), told);
    }

    /**
     * Its process does not answer any more. What comes of it belongs to a correlation of its own.
     *
     * @param unknown why nobody can tell whether it lives; null when it does
     */
    public SessionChange unhealthy(int failedProbes, @Nullable String unknown, Instant now, String correlationId) {
        SessionUnhealthy told = new SessionUnhealthy(id(), projectId(), PROBE_FAILED, failedProbes, now);
        String silence = " no answer to " + failedProbes + " probes in a row.";
        String detail = unknown == null ? "Lives, but gave" + silence : "Gave" + silence + " " + unknown;
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
                id(),
                projectId(),
                exit.code(),
                exit.signal(),
                exit.reason(),
                exit.lastLines(),
                exit.at(),
                counted.crashes());
        told.add(new Emission(crashed, correlationId));
        String reason = exit.reason() == null ? "crashed" : exit.reason();
        SessionState state = new SessionState(SessionStatus.CRASHED, now, reason, exit.inWords());
        return change(state, counted, Cause.of(correlationId), told);
    }

    public SessionChange restart(RestartRequest request, Instant now) {
        Emission restarting =
                emission(new SessionRestarting(id(), projectId(), request.reason(), request.requestedBy()));
        SessionState starting = new SessionState(SessionStatus.STARTING, now, request.reason(), request.detail());
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

    /** For the cause it is going through already. */
    public SessionChange stop(String reason, Instant now) {
        return stop(reason, now, cause.correlationId());
    }

    /** For a new cause; who waits for an answer is told under the old one. */
    public SessionChange stop(String reason, Instant now, String correlationId) {
        return stop(reason, now, correlationId, lease);
    }

    private SessionChange stop(String reason, Instant now, String correlationId, Lease until) {
        List<Emission> told = unanswered(reason);
        told.add(new Emission(new SessionStopping(id(), projectId(), reason), correlationId));
        SessionState stopping = new SessionState(SessionStatus.STOPPING, now, reason, null);
        return change(stopping, attempts, Cause.of(correlationId), until, told);
    }

    SessionChange stopToRestart(Instant now, String correlationId) {
        return stop(RESTART, now, correlationId, lease.used(now, RESTART));
    }

    /** What is being stopped is to be started right after. */
    SessionChange startWhenStopped(Instant now) {
        SessionState stopping = new SessionState(state.status(), state.since(), RESTART, null);
        return change(stopping, attempts, cause, lease.renewed(now), List.of());
    }

    /** What would have been started after it was stopped is not. */
    SessionChange stayDown(String reason) {
        return change(new SessionState(state.status(), state.since(), reason, null), attempts, cause);
    }

    /** A user starts what does not run: a new life, and a new count of crashes. */
    SessionChange startFor(String userId, Instant now, String correlationId) {
        SessionRestarting told = new SessionRestarting(id(), projectId(), "requested", userId);
        @Nullable Instant over = lease.keep().overAt();
        String note = over == null ? null : "Its workspace was removed at " + over + "; it begins with an empty one.";
        SessionState starting = new SessionState(SessionStatus.STARTING, now, "requested", note);
        return change(
                starting,
                attempts.forgiven().next(),
                Cause.of(correlationId),
                lease.renewed(now),
                List.of(new Emission(told, correlationId)));
    }

    SessionChange extend(Duration by, String userId, Instant now, String correlationId) {
        Lease longer = lease.extended(by, now);
        boolean moved = longer.expiresAt().isAfter(lease.expiresAt());
        SessionExtended told = new SessionExtended(id(), projectId(), userId, longer.expiresAt());
        return change(state, attempts, cause, longer, moved ? List.of(new Emission(told, correlationId)) : List.of());
    }

    /** Somebody used it, which keeps it from being idle. */
    public SessionChange use(String source, Instant now) {
        return leased(lease.used(now, source), List.of());
    }

    /** Whether its own token opens nothing any more, also when nobody came to stop it yet; another life opens again. */
    public boolean tokenIsOver(Instant now) {
        return status() == SessionStatus.DELETED || !now.isBefore(lease.expiresAt());
    }

    /** Whether it runs or is meant to. */
    public boolean isUp() {
        return status().isUp();
    }

    /** Whether it is only down to be started again. */
    public boolean startsAgain() {
        return state.reason() != null && STARTED_AGAIN.contains(state.reason());
    }

    /** Whether it takes a place among those that run: it does, is meant to, or is about to again. */
    public boolean takesItsPlace() {
        boolean down = status() == SessionStatus.STOPPING || status() == SessionStatus.STOPPED;
        return isUp() || (down && startsAgain());
    }

    public SessionChange stopped(Instant now) {
        String reason = state.reason() == null ? "stopped" : state.reason();
        SessionState stopped = new SessionState(SessionStatus.STOPPED, now, reason, null);
        return change(stopped, attempts, cause, List.of(emission(new SessionStopped(id(), projectId(), reason))));
    }

    /** Hidden from here on; {@code session.deleted} follows once nothing is left of it on the host. */
    public SessionChange delete(Instant now, String correlationId) {
        return delete("deleted", now, correlationId);
    }

    SessionChange delete(String reason, Instant now, String correlationId) {
        SessionState deleted = new SessionState(SessionStatus.DELETED, now, reason, null);
        return change(deleted, attempts, Cause.of(correlationId), unanswered(reason));
    }

    /** What is said last of a session, when nothing is left of it. */
    public Emission deleted() {
        return emission(new SessionDeleted(id(), projectId()));
    }

    public Session revised(Revision stored) {
        return new Session(identity, placement, state, attempts, cause, lease, stored);
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
        return change(next, counted, from, lease, told);
    }

    /** A lease that changes, and nothing else. */
    SessionChange leased(Lease changed, List<Emission> told) {
        return change(state, attempts, cause, changed, told);
    }

    private SessionChange change(SessionState next, Attempts counted, Cause from, Lease until, List<Emission> told) {
        return new SessionChange(this, new Session(identity, placement, next, counted, from, until, revision), told);
    }
}
