package dev.steward.kit.policy;

import dev.steward.events.trust.PolicyTimeWindow;
import dev.steward.kit.policy.Reading.Refused;
import dev.steward.kit.policy.Reading.Valid;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Part of each of some days by the clocks of a zone. Where they are put forward, minutes that never come are in no window;
 * where they are put back, minutes that come twice are in it twice.
 *
 * @param days on which it starts
 * @param from second of the day, in it
 * @param to second of the day, no longer in it; not after {@code from} if it ends on the next day
 */
public record TimeWindow(ZoneId zone, Set<DayOfWeek> days, int from, int to) {

    static final int DAY = 86_400;

    public TimeWindow {
        days = Set.copyOf(days);
    }

    static Reading<TimeWindow> read(PolicyTimeWindow window) {
        int from = second(window.from());
        int to = window.to().equals("24:00") ? DAY : second(window.to());
        if (from < 0 || to < 0) {
            return new Refused<>("must have times such as 08:30, and 24:00 at most as its end");
        }
        if (from == to) {
            return new Refused<>("must not end when it starts; a whole day is 00:00 to 24:00");
        }
        Set<DayOfWeek> days =
                window.days().isEmpty() ? EnumSet.allOf(DayOfWeek.class) : EnumSet.noneOf(DayOfWeek.class);
        for (String day : window.days()) {
            try {
                days.add(DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                return new Refused<>("must have days such as monday");
            }
        }
        try {
            return new Valid<>(new TimeWindow(ZoneId.of(window.zone()), days, from, to));
        } catch (DateTimeException e) {
            return new Refused<>("must have a zone such as Europe/Berlin");
        }
    }

    /** Goes without a date and its time, which would be allocated. */
    public boolean contains(Instant instant) {
        long local =
                instant.getEpochSecond() + zone.getRules().getOffset(instant).getTotalSeconds();
        long day = Math.floorDiv(local, (long) DAY);
        int second = Math.floorMod(local, DAY);
        if (from < to) {
            return second >= from && second < to && startsOn(day);
        }
        return second >= from ? startsOn(day) : second < to && startsOn(day - 1);
    }

    private boolean startsOn(long epochDay) {
        // 1 January 1970 was a Thursday.
        return days.contains(DayOfWeek.of(Math.floorMod(epochDay + 3, 7) + 1));
    }

    private static int second(String text) {
        try {
            return text.length() == 5 ? LocalTime.parse(text).toSecondOfDay() : -1;
        } catch (DateTimeException e) {
            return -1;
        }
    }
}
