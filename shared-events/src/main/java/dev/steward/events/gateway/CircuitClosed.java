package dev.steward.events.gateway;

import dev.steward.events.Require;

/** Trial calls on a route went well; it is open to calls again. */
public record CircuitClosed(String route, String upstream) implements GatewayEvent {

    public CircuitClosed {
        Require.text(route, "route");
    }
}
