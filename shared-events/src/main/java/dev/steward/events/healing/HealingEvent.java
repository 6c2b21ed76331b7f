package dev.steward.events.healing;

import dev.steward.events.DomainEvent;

/** What self-healing-service says about incidents; the aggregate is the incident. */
public sealed interface HealingEvent extends DomainEvent
        permits IncidentOpened, IncidentResolved, IncidentEscalated, RemediationRequested, RemediationWithheld {

    String incidentId();

    String projectId();
}
