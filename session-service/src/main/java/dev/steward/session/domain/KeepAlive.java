package dev.steward.session.domain;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody keeps a session from being idle for a while, whether or not it is used.
 *
 * @param owner who, in words of their own; each has one of a session
 * @param reason why, for people
 * @param takenBy the user who asked for it
 */
public record KeepAlive(String owner, String reason, String takenBy, Instant takenAt, Instant until) {

    /** Owners a session may have at once. */
    public static final int MOST = 16;

    /** Those that still count: of this life and not over. */
    public static List<KeepAlive> holding(List<KeepAlive> all, Session session, Instant now) {
        return all.stream()
                .filter(one -> one.until().isAfter(now)
                        && !one.takenAt().isBefore(session.lease().begunAt()))
                .toList();
    }

    /** These with another one in the place of its owner's. */
    public static List<KeepAlive> with(List<KeepAlive> held, KeepAlive other) {
        return Stream.concat(without(held, other.owner()).stream(), Stream.of(other))
                .toList();
    }

    public static List<KeepAlive> without(List<KeepAlive> held, String owner) {
        return held.stream().filter(one -> !one.owner().equals(owner)).toList();
    }

    /** When the last of them is over; null when there is none. */
    public static @Nullable Instant last(List<KeepAlive> held) {
        return held.stream()
                .map(KeepAlive::until)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
