package dev.steward.zerotrust.domain;

import java.time.Instant;
import java.util.List;

/** The count of 30 s since 1970 that a code is made of (RFC 6238). */
public record TotpStep(long number) {

    public static final int SECONDS = 30;
    public static final int DIGITS = 6;

    /** Before every step there is. */
    public static final TotpStep NONE = new TotpStep(-1);

    public static TotpStep at(Instant time) {
        return new TotpStep(Math.floorDiv(time.getEpochSecond(), SECONDS));
    }

    /** Itself and its neighbours: a clock may be a step off, and typing takes time. */
    public List<TotpStep> window() {
        return List.of(new TotpStep(number - 1), this, new TotpStep(number + 1));
    }

    public boolean isAfter(TotpStep other) {
        return number > other.number;
    }
}
