package dev.steward.events.gateway;

import dev.steward.events.Require;

/** Calls on a route failed too often; they are refused for a while. */
public record CircuitOpened(String route, String upstream) implements GatewayEvent {

    public CircuitOpened {
        Require.text(route, "route");
    }
}
