package dev.steward.kit.policy.score;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * When a user works, by the clocks of the user's own zone.
 *
 * @param to not in it any more; before {@code from} when it is on the next day, the same when it is the whole day
 */
public record UsualHours(ZoneId zone, LocalTime from, LocalTime to) {

    private static final long DAY = Duration.ofDays(1).toSeconds();

    boolean contain(Instant instant) {
        return length() == 0 || sinceStart(instant) < length();
    }

    /** How far a time of day outside them is from their end or their next start. */
    Duration distance(Instant instant) {
        long since = sinceStart(instant);
        return Duration.ofSeconds(Math.min(since - length(), DAY - since));
    }

    private long sinceStart(Instant instant) {
        int second = instant.atZone(zone).toLocalTime().toSecondOfDay();
        return Math.floorMod(second - from.toSecondOfDay(), DAY);
    }

    private long length() {
        return Math.floorMod(to.toSecondOfDay() - from.toSecondOfDay(), DAY);
    }
}
