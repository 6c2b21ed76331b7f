package dev.steward.events.gateway;

import dev.steward.events.DomainEvent;

/** What the gateway says about its upstreams; the aggregate is the route. */
public sealed interface GatewayEvent extends DomainEvent permits CircuitOpened, CircuitClosed {}
