package dev.steward.events.access;

import dev.steward.events.Require;
import java.time.Instant;
import java.util.List;

/**
 * How many requests an instance of a service let through, by route; the aggregate is the counter of the instance. Routes
 * that let none through are not named.
 */
public record AccessCounted(Instant windowStart, Instant windowEnd, List<Allowed> allowed) implements AccessEvent {

    /** More routes than that are told of in more than one event. */
    public static final int MOST_ROUTES = 1_000;

    /**
     * Requests of one route.
     *
     * @param route the pattern of their paths
     * @param permission what it needs; empty when it needs none
     */
    public record Allowed(String method, String route, String permission, long requests) {

        public Allowed {
            Require.text(route, "route");
            if (requests < 1) {
                throw new IllegalArgumentException("requests must be at least 1, not " + requests);
            }
        }
    }

    public AccessCounted {
        Require.ordered(windowStart, windowEnd);
        Require.range(allowed.size(), 1, MOST_ROUTES, "the number of routes in allowed");
        allowed = List.copyOf(allowed);
    }
}
