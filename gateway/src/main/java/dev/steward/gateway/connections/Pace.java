package dev.steward.gateway.connections;

import java.time.Duration;

/**
 * Whether the client of one connection is fast enough. Time counts only while it is the client's turn: whoever has to wait
 * because a service reads slowly is not slow. Times are nanoseconds of one clock.
 */
final class Pace {

    private enum Phase {
        HEAD,
        BODY,
        /** Between requests, which is no matter of pace. */
        IDLE
    }

    private final long headNanos;
    private final double bytesPerNano;
    private final long graceNanos;
    private Phase phase = Phase.HEAD;
    private boolean waiting = true;
    private long waitingSince;
    private long waited;
    private long bytes;

    Pace(ConnectionSettings settings, long now) {
        this.headNanos = settings.head().toNanos();
        this.bytesPerNano =
                settings.bodyRate().toBytes() / (double) Duration.ofSeconds(1).toNanos();
        this.graceNanos = settings.bodyGrace().toNanos();
        this.waitingSince = now;
    }

    /** From here on the gateway waits for the client. */
    void waits(long now) {
        if (!waiting) {
            waiting = true;
            waitingSince = now;
        }
    }

    void received(int count, long now) {
        if (phase == Phase.IDLE) {
            phase = Phase.HEAD;
            waited = 0;
            waiting = false;
        }
        if (waiting) {
            waiting = false;
            waited += now - waitingSince;
        }
        bytes += count;
    }

    void headEnded() {
        phase = Phase.BODY;
        waited = 0;
        bytes = 0;
        // What is waited for from now on is the body.
        waiting = false;
    }

    void bodyEnded() {
        phase = Phase.IDLE;
    }

    boolean isTooSlow(long now) {
        long all = waited + (waiting ? now - waitingSince : 0);
        return switch (phase) {
            case HEAD -> all >= headNanos;
            case BODY -> all >= graceNanos && bytes < all * bytesPerNano;
            case IDLE -> false;
        };
    }
}
