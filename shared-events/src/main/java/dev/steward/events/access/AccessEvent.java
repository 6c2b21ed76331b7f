package dev.steward.events.access;

import dev.steward.events.DomainEvent;

/** What became of requests, told by whichever service decided them. */
public sealed interface AccessEvent extends DomainEvent permits AccessDenied, AccessCounted {}
