package dev.steward.perf.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * The time a run has.
 *
 * @param start in the time of {@link System#nanoTime()}
 */
record Hours(long start, Duration length) {

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    boolean over() {
        return elapsed().compareTo(length) >= 0;
    }

    /** Calls the action whenever it is due, and as often as it is due however late; then waits for the end. */
    void repeat(Duration first, Duration every, LongConsumer action) {
        for (var at = first; at.compareTo(length) < 0; at = at.plus(every)) {
            long due = start + at.toNanos();
            waitUntil(due);
            action.accept(due);
        }
        waitUntil(start + length.toNanos());
    }

    private static void waitUntil(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
