package dev.steward.kit.inbox;

import dev.steward.events.DomainEvent;
import dev.steward.kit.cloudevents.CloudEvent;

/** An event as a handler gets it: what happened, and the envelope that says to whom, when and why. */
public record Received<E extends DomainEvent>(CloudEvent envelope, E event) {}
