package dev.steward.session.port;

/** What a runtime runs sessions on cannot be asked now, so nothing is known about them. Asking again may succeed. */
public final class RuntimeUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message for people, such as {@code The container engine does not answer.} */
    public RuntimeUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
