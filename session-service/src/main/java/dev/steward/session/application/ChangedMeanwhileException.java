package dev.steward.session.application;

import java.time.Duration;
import reactor.util.retry.Retry;

/** Another change of the same session came first; what was decided has to be decided again. */
final class ChangedMeanwhileException extends RuntimeException {

    /** Changes of one session are rare and short, so this many losses in a row mean that something else is wrong. */
    static final Retry RETRY =
            Retry.backoff(8, Duration.ofMillis(5)).filter(ChangedMeanwhileException.class::isInstance);

    private static final long serialVersionUID = 1L;

    ChangedMeanwhileException() {
        super("the session was changed meanwhile", null, false, false);
    }
}
