package dev.steward.gateway.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;

/** The breaker of a route to a service as it is now. */
public record BreakerState(String route, String upstream, State state) {}
