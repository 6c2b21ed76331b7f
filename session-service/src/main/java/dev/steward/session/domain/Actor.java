package dev.steward.session.domain;

import java.util.Locale;

/**
 * Who changed a session.
 *
 * @param id of the user, or the name of the service
 */
public record Actor(Kind kind, String id) {

    /** This service, by what it found on the host. */
    public static final Actor SESSION_SERVICE = new Actor(Kind.SERVICE, "session-service");

    /** The healer, by a decision of its own. */
    public static final Actor HEALER = new Actor(Kind.SERVICE, "self-healing-service");

    /** Zero-trust-service, which tells that a project or a user is no more. */
    public static final Actor TRUST = new Actor(Kind.SERVICE, "zero-trust-service");

    /** What kind of actor an id belongs to. */
    public enum Kind {
        USER,
        SERVICE;

        /** As stored and as answered over HTTP. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Kind of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    public static Actor user(String id) {
        return new Actor(Kind.USER, id);
    }
}
