package dev.steward.session.application;

import java.time.Duration;
import reactor.util.retry.Retry;

/** Another change of the same session came first; what was decided has to be decided again. */
final class ChangedMeanwhileException extends RuntimeException {

    /** Changes of one session are rare and short, so this many losses in a row mean that something else is wrong. */
    static final Retry RETRY = retryAfter(Duration.ofMillis(5));

    private static final long serialVersionUID = 1L;

    static Retry retryAfter(Duration firstPause) {
        return Retry.backoff(8, firstPause).filter(ChangedMeanwhileException.class::isInstance);
    }

    ChangedMeanwhileException() {
        super("the session was changed meanwhile", null, false, false);
    }
}
