package dev.steward.healing.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where an incident stands; nothing leads out of {@link Resolved} or {@link Escalated}. */
public sealed interface IncidentState {

    IncidentStatus status();

    /**
     * Being looked after.
     *
     * @param retryAt when another attempt is due after one that failed; null while an attempt is awaited
     */
    record Open(@Nullable Instant retryAt) implements IncidentState {
        @Override
        public IncidentStatus status() {
            return IncidentStatus.OPEN;
        }
    }

    record Resolved(Instant at, Resolution resolution) implements IncidentState {
        @Override
        public IncidentStatus status() {
            return IncidentStatus.RESOLVED;
        }
    }

    record Escalated(Instant at, EscalationReason reason) implements IncidentState {
        @Override
        public IncidentStatus status() {
            return IncidentStatus.ESCALATED;
        }
    }
}
