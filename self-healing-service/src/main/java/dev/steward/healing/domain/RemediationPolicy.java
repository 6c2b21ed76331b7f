package dev.steward.healing.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The safety budget of restarts.
 *
 * @param crashLimit that many crashes within {@code crashWindow} are a crash loop
 * @param crashWindow ends with the newest crash; a crash exactly this old is outside
 * @param maxAttempts restarts asked for within one incident
 * @param retryDelay after the first attempt that failed; doubles with each further one
 * @param answerTimeout after which an attempt that nothing was heard of counts as failed
 */
public record RemediationPolicy(
        int crashLimit, Duration crashWindow, int maxAttempts, Duration retryDelay, Duration answerTimeout) {

    /** The crashes that still count, oldest first and never more than the limit. */
    List<Instant> relevant(Stream<Instant> crashes) {
        List<Instant> sorted = crashes.sorted(Comparator.reverseOrder()).toList();
        Instant oldest = sorted.getFirst().minus(crashWindow);
        return sorted.stream()
                .filter(at -> at.isAfter(oldest))
                .limit(crashLimit)
                .sorted()
                .toList();
    }

    boolean isCrashLoop(ObservedTarget target) {
        return target.recentCrashes().size() >= crashLimit;
    }

    boolean allowsAnotherAttempt(Incident incident) {
        return incident.remediations().size() < maxAttempts;
    }

    Duration retryDelay(Incident incident) {
        return retryDelay.multipliedBy(1L << (incident.remediations().size() - 1));
    }
}
