package dev.steward.events;

import java.time.Instant;

/** What the compact constructors of event records demand; a refusal names the field as it is on the wire. */
public final class Require {

    private Require() {}

    public static void text(String value, String field) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + " must not be blank");
        }
    }

    public static void range(int value, int least, int most, String field) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(field + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    public static void notNegative(double value, String field) {
        if (!Double.isFinite(value) || value < 0) {
            throw new IllegalArgumentException(field + " must be a number from 0, not " + value);
        }
    }

    public static void ordered(Instant start, Instant end) {
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("window_end must not be before window_start");
        }
    }
}
