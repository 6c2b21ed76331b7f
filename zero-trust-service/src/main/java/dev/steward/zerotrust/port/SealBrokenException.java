package dev.steward.zerotrust.port;

import org.jspecify.annotations.Nullable;

/** A sealed value cannot be opened. */
public class SealBrokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SealBrokenException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
