package dev.steward.gateway.shedding;

import dev.steward.gateway.routes.Priority;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests may be under way. It falls by a fifth each time the event loops are late, from as many as there really
 * were, and grows by a twentieth each time they are not, so that it ends a little above what the machine can do at the
 * moment. The less a route matters, the smaller its part of it.
 */
public final class InFlightLimit {

    private final ShedSettings settings;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private volatile double limit;

    public InFlightLimit(ShedSettings settings) {
        this.settings = settings;
        this.limit = settings.most();
    }

    /** Whether one more may begin; if so, {@link #ended()} has to be called once. */
    public boolean begins(Priority priority) {
        int most = (int) Math.max(1, limit * share(priority));
        while (true) {
            int now = underWay.get();
            if (now >= most) {
                return false;
            }
            if (underWay.compareAndSet(now, now + 1)) {
                peak.accumulateAndGet(now + 1, Math::max);
                return true;
            }
        }
    }

    public void ended() {
        underWay.decrementAndGet();
    }

    public int underWay() {
        return underWay.get();
    }

    public double limit() {
        return limit;
    }

    /** What the slowest event loop was late by since the last time. */
    public synchronized void observe(Duration lag) {
        int used = peak.getAndSet(underWay.get());
        limit = lag.compareTo(settings.lag()) > 0
                ? Math.max(settings.least(), Math.min(limit, used) * 0.8)
                : Math.min(settings.most(), limit + Math.max(1, limit / 20));
    }

    private static double share(Priority priority) {
        return switch (priority) {
            case CRITICAL -> 1;
            case NORMAL -> 0.9;
            case LOW -> 0.7;
        };
    }
}
