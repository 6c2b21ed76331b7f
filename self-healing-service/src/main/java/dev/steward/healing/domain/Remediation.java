package dev.steward.healing.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One attempt to put a target right. */
public record Remediation(
        String id,
        String action,
        int attempt,
        RemediationStatus status,
        Instant requestedAt,
        @Nullable Instant finishedAt,
        @Nullable String reason) {

    public static final String RESTART = "restart";

    static Remediation requested(String id, int attempt, Instant at) {
        return new Remediation(id, RESTART, attempt, RemediationStatus.REQUESTED, at, null, null);
    }

    public boolean pending() {
        return status == RemediationStatus.REQUESTED;
    }

    /** This attempt ended so, unless it had ended before. */
    Remediation ended(RemediationStatus how, @Nullable String why, Instant at) {
        return pending() ? new Remediation(id, action, attempt, how, requestedAt, at, why) : this;
    }
}
