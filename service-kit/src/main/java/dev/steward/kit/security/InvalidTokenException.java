package dev.steward.kit.security;

import org.jspecify.annotations.Nullable;

/** A bearer token that is not one of ours, or no longer. */
public final class InvalidTokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidTokenException(String message) {
        this(message, null);
    }

    public InvalidTokenException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
