package dev.steward.session.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * When a crashed session is left alone, how long the healer may take to decide, and how long this service waits beyond
 * that when it decides itself.
 *
 * @param limit crashes within the window from which a restart is no help
 * @param backOff the least that the second restart within the window waits longer than the first; twice as long each time
 * @param longestBackOff what that grows to
 */
public record CrashPolicy(
        int limit, Duration window, Duration decisionTimeout, Duration backOff, Duration longestBackOff) {

    /** More is never reached before the longest. */
    private static final int MOST_DOUBLINGS = 20;

    public boolean isLooping(Session session, Instant now) {
        return session.attempts().crashesWithin(window, now) >= limit;
    }

    public boolean isOverdue(Session session, Instant now) {
        return !now.isBefore(session.state().since().plus(decisionTimeout));
    }

    /** When this service restarts a crashed session itself if nobody decides; the same whoever asks, and whenever. */
    public Instant restartsAt(Session session) {
        return session.state().since().plus(decisionTimeout).plus(backOff(session));
    }

    /** As {@link #restartsAt}, for people. */
    public String inWords(Session session) {
        Duration waited = Duration.between(session.state().since(), restartsAt(session));
        return "Nobody decided; restarted by this service %d s after crash %d, the last of %d within %d s."
                .formatted(
                        waited.toSeconds(),
                        session.attempts().crashes(),
                        session.attempts().crashesWithin(window, session.state().since()),
                        window.toSeconds());
    }

    private Duration backOff(Session session) {
        long before = session.attempts().crashesWithin(window, session.state().since()) - 1;
        if (before < 1) {
            return Duration.ZERO;
        }
        long grown = backOff.toMillis() << Math.min(before - 1, MOST_DOUBLINGS);
        long capped = Math.min(grown, longestBackOff.toMillis());
        // By chance, so that what fell together does not rise together; up to half as long again.
        long seed = 31L * session.id().hashCode() + session.attempts().crashes();
        return Duration.ofMillis(capped + new SplittableRandom(seed).nextLong(capped / 2 + 1));
    }
}
