package dev.steward.healing.domain;

import java.time.Instant;

/** Where an incident stands; nothing leads out of {@link Resolved} or {@link Escalated}. */
public sealed interface IncidentState {

    IncidentStatus status();

    /**
     * Being looked after.
     *
     * @param dueAt when somebody has to look again: another attempt follows one that failed, or an answer is overdue
     */
    record Open(Instant dueAt) implements IncidentState {
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
