package dev.steward.events.trust;

import java.util.List;

/**
 * Part of each of some days by the clocks of a zone. One that ends before it starts ends on the next day.
 *
 * @param zone an IANA name such as {@code Europe/Berlin}
 * @param days on which it starts, such as {@code monday}; none for every day
 * @param from the first minute in it, {@code HH:MM}
 * @param to the first minute after it, {@code HH:MM}, at most {@code 24:00}
 */
public record PolicyTimeWindow(String zone, List<String> days, String from, String to) {

    public PolicyTimeWindow {
        days = List.copyOf(days);
    }
}
