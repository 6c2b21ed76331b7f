package dev.steward.session.domain;

import dev.steward.events.session.SessionExpiring;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the lease of a session asks for, and who lets it live on. */
public record Upkeep(Session session) {

    /** When its lease asks for something next; null when for nothing any more. */
    public @Nullable Instant dueAt() {
        WorkspaceKeep keep = session.lease().keep();
        if (keep.isLeaving()) {
            return keep.overAt();
        }
        return session.isUp() ? session.lease().dueAt() : workspaceKeptUntil();
    }

    /** Until when the workspace stays of a session that is down; null of any other, and once it is to go. */
    public @Nullable Instant workspaceKeptUntil() {
        WorkspaceKeep keep = session.lease().keep();
        boolean down = session.status() == SessionStatus.STOPPED || session.status() == SessionStatus.FAILED;
        if (!down || keep.overAt() != null) {
            return null;
        }
        Instant since = session.state().since();
        Instant used = session.lease().lastActivity().at();
        return (used.isAfter(since) ? used : since).plus(keep.time());
    }

    /** A stop, a warning of it, or the end of its workspace; empty when it is not time yet. */
    public Optional<SessionChange> due(Instant now, String correlationId) {
        return session.isUp() ? dueOfLife(now, correlationId) : dueOfWorkspace(now);
    }

    /** Others keep it from being idle until then; that they do is a use, too. */
    public SessionChange keptAlive(@Nullable Instant until, Instant now) {
        return changed(session.lease().held(until, now).used(now, "keep-alive"));
    }

    /** One of those who kept it alive does not any more, which is no use. */
    public SessionChange letGo(@Nullable Instant until, Instant now) {
        return changed(session.lease().held(until, now));
    }

    /** Nothing of its workspace is left; a life that began meanwhile has another one. */
    public SessionChange workspaceRemoved() {
        WorkspaceKeep removed = session.lease().keep().removed();
        return changed(session.lease().keeping(session.isUp() ? removed.begunAgain() : removed));
    }

    private Optional<SessionChange> dueOfLife(Instant now, String correlationId) {
        Lease lease = session.lease();
        if (lease.isOver(now)) {
            return Optional.of(session.stop(lease.stopReason(), now, correlationId));
        }
        int warnings = lease.warningsDue(now);
        return warnings > lease.warned() ? Optional.of(warn(warnings, correlationId)) : Optional.empty();
    }

    private Optional<SessionChange> dueOfWorkspace(Instant now) {
        @Nullable Instant until = workspaceKeptUntil();
        return until == null || now.isBefore(until)
                ? Optional.empty()
                : Optional.of(
                        changed(session.lease().keeping(session.lease().keep().over(now))));
    }

    private SessionChange warn(int warnings, String correlationId) {
        Lease lease = session.lease();
        SessionExpiring told = new SessionExpiring(
                session.id(), session.projectId(), session.identity().userId(), lease.stopReason(), lease.stopsAt());
        return session.leased(lease.warned(warnings), List.of(new Emission(told, correlationId)));
    }

    private SessionChange changed(Lease lease) {
        return session.leased(lease, List.of());
    }
}
