package dev.steward.devstack.demo;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Fetches a page all the time on a thread of its own and counts the answers that did not come. */
final class PageWatch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Page page;
    private final Thread thread;
    private volatile boolean closed;
    private volatile int answered;
    private volatile int missed;

    PageWatch(Page page) {
        this.page = page;
        this.thread = Thread.ofVirtual().name("page-watch").start(this::watch);
    }

    /** Ends the watch and returns how many fetches were answered; none may have been missed. */
    int endWithoutMiss() {
        close();
        if (missed > 0) {
            throw new DemoException(
                    missed + " of " + (answered + missed) + " fetches of " + page.address() + " were not answered");
        }
        return answered;
    }

    /** Whether a fetch was not answered so far. */
    boolean hasMissed() {
        return missed > 0;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Only this thread writes.
    private void watch() {
        while (!closed) {
            if (page.answers()) {
                answered++;
            } else {
                missed++;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
