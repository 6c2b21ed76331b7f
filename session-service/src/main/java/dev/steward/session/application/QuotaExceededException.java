package dev.steward.session.application;

import dev.steward.session.domain.Quota.Exceeded;

/** Takes back the transaction in which a session would have taken more than its user or project has left. */
public final class QuotaExceededException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Exceeded exceeded;

    QuotaExceededException(Exceeded exceeded) {
        super("a quota does not allow it", null, false, false);
        this.exceeded = exceeded;
    }

    public Exceeded exceeded() {
        return exceeded;
    }
}
