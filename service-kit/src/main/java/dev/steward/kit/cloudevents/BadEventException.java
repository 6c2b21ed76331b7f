package dev.steward.kit.cloudevents;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record that is no usable event. The reason names what is wrong and quotes nothing of the event's data. */
public final class BadEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public BadEventException(String reason) {
        this(reason, null);
    }

    public BadEventException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /** The one that caused the failure, if bad data is what caused it. */
    public static Optional<BadEventException> in(Throwable failure) {
        for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof BadEventException bad) {
                return Optional.of(bad);
            }
        }
        return Optional.empty();
    }

    public String reason() {
        return reason;
    }
}
