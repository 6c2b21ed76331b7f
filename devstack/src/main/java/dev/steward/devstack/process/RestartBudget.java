package dev.steward.devstack.process;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** How often one process may be restarted: at most so many times within a sliding window. */
public final class RestartBudget {
    public static final int RESTARTS = 5;
    public static final Duration WINDOW = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final Deque<Instant> spent = new ArrayDeque<>();

    public RestartBudget(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes one restart from the budget, unless it is used up. */
    public synchronized boolean take() {
        var now = clock.instant();
        while (!spent.isEmpty() && !spent.getFirst().plus(WINDOW).isAfter(now)) {
            spent.removeFirst();
        }
        if (spent.size() == RESTARTS) {
            return false;
        }
        spent.addLast(now);
        return true;
    }
}
