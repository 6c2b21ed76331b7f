package dev.steward.session.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * When a crashed session is left alone, and how long the healer may take to decide.
 *
 * @param limit crashes within the window from which a restart is no help
 */
public record CrashPolicy(int limit, Duration window, Duration decisionTimeout) {

    public boolean isLooping(Session session, Instant now) {
        return session.attempts().crashesWithin(window, now) >= limit;
    }

    public boolean isOverdue(Session session, Instant now) {
        return !now.isBefore(session.state().since().plus(decisionTimeout));
    }
}
