package dev.steward.session.domain;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Why a session may not live any more whatever its lease says, as zero-trust-service tells it. */
public enum Withdrawal {
    /** The project takes nothing any more: its sessions go. */
    PROJECT_ARCHIVED,
    /** The user may come back: what was worked on stays as long as a workspace is kept. */
    USER_DISABLED,
    /** Nobody will ever be this user again, so nobody could remove what they left. */
    USER_DELETED;

    /** What comes of it; empty when nothing has to be done, also when that was done before. */
    public Optional<SessionChange> decide(Session session, Instant now, String correlationId) {
        if (session.status() == SessionStatus.DELETED) {
            return Optional.empty();
        }
        if (deletes()) {
            return Optional.of(by(session.delete(reason(), now, correlationId)));
        }
        if (session.isUp()) {
            return Optional.of(by(session.stop(reason(), now, correlationId)));
        }
        boolean comesBack = session.status() != SessionStatus.FAILED && session.startsAgain();
        return comesBack ? Optional.of(by(session.stayDown(reason()))) : Optional.empty();
    }

    /** Whether a session goes for good. */
    public boolean deletes() {
        return this != USER_DISABLED;
    }

    /** As a stable code. */
    public String reason() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For people. */
    public String inWords() {
        return switch (this) {
            case PROJECT_ARCHIVED -> "The project is archived.";
            case USER_DISABLED -> "The user of the session is disabled.";
            case USER_DELETED -> "The user of the session was deleted.";
        };
    }

    private static SessionChange by(SessionChange change) {
        return change.by(Actor.TRUST);
    }
}
