package dev.steward.session.domain;

import org.jspecify.annotations.Nullable;

/**
 * A kind of session: what serves the workspace.
 *
 * @param image a container of it is made from; null where the creator of a session has to name one
 * @param port its page answers on inside a container, told there as {@code PORT}
 * @param script run by {@code /bin/sh} in the workspace, with {@code PORT} set, and {@code HOST} where it is to answer at
 *     one address only; it serves an empty workspace, too. Null for the image's own command
 */
public record Template(
        String name,
        String description,
        @Nullable String image,
        int port,
        Readiness readiness,
        @Nullable String script) {

    /** What tells that a session of it is ready. */
    public enum Readiness {
        /** Any answer to a request of its page. */
        HTTP,
        /** Its port takes connections. */
        TCP
    }

    /** Whether the creator of a session has to name an image. */
    public boolean isAnyImage() {
        return name.equals(Templates.IMAGE);
    }

    /** The port inside its container on which the page of such a session answers: for any image the first one asked for. */
    public int pagePort(SessionSpec spec) {
        return isAnyImage() && !spec.ports().isEmpty() ? spec.ports().getFirst() : port;
    }
}
