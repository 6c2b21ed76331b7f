package dev.steward.gateway.upstream;

import java.time.Duration;

/** The breaker of the route is open: the call was not made. */
public final class CircuitOpenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    CircuitOpenException(Duration retryAfter) {
        super("The circuit is open", null, false, false);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
