package dev.steward.perf.load;

import java.io.Serial;

/** Ends an iteration whose request failed; the failure has been recorded. */
public final class UnexpectedAnswerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public UnexpectedAnswerException(Failure failure) {
        super(failure.toString(), null, false, false);
    }
}
