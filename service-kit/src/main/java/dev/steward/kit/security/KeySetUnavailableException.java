package dev.steward.kit.security;

import java.time.Duration;

/** The key of a token could not be looked up, and before that time has passed nobody tries again. */
public final class KeySetUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Duration retryAfter;

    public KeySetUnavailableException(Duration retryAfter, Throwable cause) {
        super("the key set cannot be had: " + cause, cause);
        this.retryAfter = retryAfter;
    }

    /** When to try again after a token could not be verified because of this error. */
    public static Duration retryAfter(Throwable error) {
        return error instanceof KeySetUnavailableException unavailable ? unavailable.retryAfter : SOON;
    }
}
