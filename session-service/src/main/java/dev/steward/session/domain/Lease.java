package dev.steward.session.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a session may live: at most {@code ttl}, and no longer than {@code idleTimeout} without being used or kept
 * alive.
 *
 * @param begunAt when this life began; a user who starts a session that was stopped begins another
 * @param expiresAt when it ends however much it is used
 * @param latestAt what no extension goes beyond
 * @param warned how many of the warnings were given of the end that is expected now
 * @param heldUntil when the last of those who keep it alive lets go; null when nobody does
 * @param keep what becomes of its workspace when it does not live
 */
public record Lease(
        Instant begunAt,
        Duration ttl,
        Duration idleTimeout,
        Instant expiresAt,
        Instant latestAt,
        Activity lastActivity,
        int warned,
        @Nullable Instant heldUntil,
        WorkspaceKeep keep) {

    /** How long before the end it is told, the longest first. */
    public static final List<Duration> WARNINGS = List.of(Duration.ofMinutes(10), Duration.ofMinutes(1));

    /**
     * A use of a session.
     *
     * @param source what kind of use, such as {@code file-write}
     */
    public record Activity(Instant at, String source) {}

    /** A new life, of which the maximum is not a wish but a rule. */
    public static Lease begin(
            Instant now, Duration ttl, Duration idleTimeout, Duration maximum, Duration workspaceKept) {
        Instant latest = now.plus(maximum);
        return new Lease(
                now,
                ttl,
                idleTimeout,
                earlier(now.plus(ttl), latest),
                latest,
                new Activity(now, "created"),
                0,
                null,
                WorkspaceKeep.of(workspaceKept));
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

    /** Whether it lives on because somebody keeps it alive: it would be idle before that ends. */
    public boolean isHeld() {
        return heldUntil != null && heldUntil.isAfter(unusedAt());
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
        return with(expiresAt, lastActivity, warnings, heldUntil, keep);
    }

    Lease used(Instant now, String source) {
        return with(expiresAt, new Activity(now, source), warned, heldUntil, keep.begunAgain())
                .forgettingWarnings(now);
    }

    /** The end of it is no use: who was let go of is idle at once if it was not used for long. */
    Lease held(@Nullable Instant until, Instant now) {
        return with(expiresAt, lastActivity, warned, until, keep).forgettingWarnings(now);
    }

    Lease keeping(WorkspaceKeep changed) {
        return with(expiresAt, lastActivity, warned, heldUntil, changed);
    }

    /** At least so long from now, but not beyond the maximum; an extension never makes a life shorter. */
    Lease extended(Duration by, Instant now) {
        Instant wanted = earlier(now.plus(by), latestAt);
        Instant end = wanted.isAfter(expiresAt) ? wanted : expiresAt;
        return with(end, lastActivity, warned, heldUntil, keep).used(now, "extend");
    }

    /** Whoever kept the life before alive has no part in this one. */
    Lease renewed(Instant now) {
        return begin(now, ttl, idleTimeout, Duration.between(begunAt, latestAt), keep.time())
                .keeping(keep.begunAgain())
                .used(now, "start");
    }

    private Lease with(Instant end, Activity activity, int warnings, @Nullable Instant held, WorkspaceKeep workspace) {
        return new Lease(begunAt, ttl, idleTimeout, end, latestAt, activity, warnings, held, workspace);
    }

    /** An end that moved away is told of again when it comes near again. */
    private Lease forgettingWarnings(Instant now) {
        return warned(Math.min(warned, warningsDue(now)));
    }

    private Instant idleAt() {
        Instant unused = unusedAt();
        return heldUntil != null && heldUntil.isAfter(unused) ? heldUntil : unused;
    }

    private Instant unusedAt() {
        return lastActivity.at().plus(idleTimeout);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
