package dev.steward.kit.security.trust;

import dev.steward.kit.web.Problem;
import java.time.Duration;

/** Trust state was never loaded, so nobody's access can be decided; answered as {@code service-unavailable}. */
public class TrustUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Duration RETRY = Duration.ofSeconds(2);

    public TrustUnavailableException() {
        super("Trust state has not been loaded yet.");
    }

    /** What whoever asked for something is told. */
    public Problem answer() {
        return Problem.unavailable(String.valueOf(getMessage()), RETRY);
    }
}
