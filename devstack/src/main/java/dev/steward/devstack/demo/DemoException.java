package dev.steward.devstack.demo;

/** A step of the scenario did not hold; the message says what was expected and what happened. */
public final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoException(String reason) {
        super(reason);
    }

    DemoException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
