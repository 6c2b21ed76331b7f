package dev.steward.kit.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes whoever waits for work. Signals given while it works count as one, and none is lost. Safe for concurrent use. */
final class RelaySignal {

    private final Semaphore signals = new Semaphore(0);

    void wake() {
        if (signals.availablePermits() == 0) {
            signals.release();
        }
    }

    /** Returns whether it was woken before the time was up. */
    boolean await(Duration time) throws InterruptedException {
        boolean woken = signals.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS);
        signals.drainPermits();
        return woken;
    }
}
