package dev.steward.gateway.upstream;

/**
 * A service gave no usable answer. What the network said is kept as text only: Spring takes the cause "connection reset
 * by peer" for a client that went away and then ends a half answer as if it were whole.
 */
public final class UpstreamException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final UpstreamFailure failure;
    private final String reason;

    public UpstreamException(Throwable cause) {
        super("No usable answer from the service", null, false, false);
        this.failure = UpstreamFailure.of(cause);
        this.reason = cause.toString();
    }

    public UpstreamFailure failure() {
        return failure;
    }

    public String reason() {
        return reason;
    }
}
