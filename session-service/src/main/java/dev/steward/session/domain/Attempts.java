package dev.steward.session.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How often a session was started and how often it crashed.
 *
 * @param recentCrashes the latest ones, oldest first, as many as any limit can ask for
 * @param startedAt when a process of it last began to answer, null when none ever did
 */
public record Attempts(
        int count,
        int crashes,
        List<Instant> recentCrashes,
        @Nullable Instant startedAt) {

    private static final int REMEMBERED = 10;

    public static final Attempts NONE = new Attempts(0, 0, List.of(), null);

    public Attempts {
        recentCrashes = List.copyOf(recentCrashes);
    }

    /** How many crashes lie within the window that ends now. */
    public long crashesWithin(Duration window, Instant now) {
        Instant from = now.minus(window);
        return recentCrashes.stream().filter(from::isBefore).count();
    }

    /** A person looked at it: crashes of before do not count against the next start. */
    Attempts forgiven() {
        return new Attempts(count, crashes, List.of(), startedAt);
    }

    Attempts next() {
        return new Attempts(count + 1, crashes, recentCrashes, startedAt);
    }

    Attempts answered(Instant at) {
        return new Attempts(count, crashes, recentCrashes, at);
    }

    Attempts crashed(Instant at) {
        List<Instant> latest = Stream.concat(recentCrashes.stream(), Stream.of(at))
                .skip(Math.max(0, recentCrashes.size() + 1 - REMEMBERED))
                .toList();
        return new Attempts(count, crashes + 1, latest, startedAt);
    }
}
