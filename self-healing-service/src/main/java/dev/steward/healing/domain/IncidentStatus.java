package dev.steward.healing.domain;

/** Resolved and escalated are final. */
public enum IncidentStatus implements Coded {
    OPEN,
    RESOLVED,
    ESCALATED
}
