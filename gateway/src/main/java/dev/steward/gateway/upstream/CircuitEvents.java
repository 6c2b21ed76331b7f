package dev.steward.gateway.upstream;

/** Hears of breakers that open and close; must not block and never fails. */
public interface CircuitEvents {

    void opened(String route, String upstream);

    void closed(String route, String upstream);
}
