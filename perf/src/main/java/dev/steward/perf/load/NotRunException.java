package dev.steward.perf.load;

import java.io.Serial;

/** Says why a script cannot be run here; that is no failure of what it would have measured. */
public final class NotRunException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public NotRunException(String reason) {
        super(reason, null, false, false);
    }
}
