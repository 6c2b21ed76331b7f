package dev.steward.session.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How long a session may live: at most {@code ttl}, and no longer than {@code idleTimeout} without being used.
 *
 * @param begunAt when this life began; a user who starts a session that was stopped begins another
 * @param expiresAt when it ends however much it is used
 * @param latestAt what no extension goes beyond
 * @param warned how many of the warnings were given of the end that is expected now
 */
public record Lease(
        Instant begunAt,
        Duration ttl,
        Duration idleTimeout,
        Instant expiresAt,
        Instant latestAt,
        Activity lastActivity,
        int warned) {

    /** How long before the end it is told, the longest first. */
    public static final List<Duration> WARNINGS = List.of(Duration.ofMinutes(10), Duration.ofMinutes(1));

    /**
     * A use of a session.
     *
     * @param source what kind of use, such as {@code file-write}
     */
    public record Activity(Instant at, String source) {}

    /** A new life, of which the maximum is not a wish but a rule. */
    public static Lease begin(Instant now, Duration ttl, Duration idleTimeout, Duration maximum) {
        Instant latest = now.plus(maximum);
        Activity created = new Activity(now, "created");
        return new Lease(now, ttl, idleTimeout, earlier(now.plus(ttl), latest), latest, created, 0);
    }

    /** When it will be stopped if nothing happens. */
    public Instant stopsAt() {
        return earlier(expiresAt, idleAt());
    }

    /** Why it will be stopped then, as a stable code. */
    public String stopReason() {
        if (idleAt().isBefore(expiresAt)) {
            return "idle-timeout";
        }
        return expiresAt.isBefore(latestAt) ? "ttl" : "maximum-lifetime";
    }

    /** When something is to be done next: to warn, or to stop. */
    public Instant dueAt() {
        return warned < WARNINGS.size() ? stopsAt().minus(WARNINGS.get(warned)) : stopsAt();
    }

    boolean isOver(Instant now) {
        return !now.isBefore(stopsAt());
    }

    /** How many warnings are to have been given by now. */
    int warningsDue(Instant now) {
        return Math.toIntExact(WARNINGS.stream()
                .filter(before -> !now.isBefore(stopsAt().minus(before)))
                .count());
    }

    Lease warned(int warnings) {
        return new Lease(begunAt, ttl, idleTimeout, expiresAt, latestAt, lastActivity, warnings);
    }

    Lease used(Instant now, String source) {
        return new Lease(begunAt, ttl, idleTimeout, expiresAt, latestAt, new Activity(now, source), warned)
                .forgettingWarnings(now);
    }

    /** At least so long from now, but not beyond the maximum; an extension never makes a life shorter. */
    Lease extended(Duration by, Instant now) {
        Instant wanted = earlier(now.plus(by), latestAt);
        Instant end = wanted.isAfter(expiresAt) ? wanted : expiresAt;
        return new Lease(begunAt, ttl, idleTimeout, end, latestAt, lastActivity, warned).used(now, "extend");
    }

    Lease renewed(Instant now) {
        return begin(now, ttl, idleTimeout, Duration.between(begunAt, latestAt)).used(now, "start");
    }

    /** An end that moved away is told of again when it comes near again. */
    private Lease forgettingWarnings(Instant now) {
        return warned(Math.min(warned, warningsDue(now)));
    }

    private Instant idleAt() {
        return lastActivity.at().plus(idleTimeout);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
