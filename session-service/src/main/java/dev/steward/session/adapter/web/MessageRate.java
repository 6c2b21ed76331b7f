package dev.steward.session.adapter.web;

import java.time.Instant;

/** Counts the messages of one client second by second. Used by one signal at a time. */
final class MessageRate {

    private final int limit;
    private long second;
    private int counted;

    MessageRate(int limit) {
        this.limit = limit;
    }

    /** Whether one more that came at this time is within the limit. */
    boolean allows(Instant at) {
        if (at.getEpochSecond() != second) {
            second = at.getEpochSecond();
            counted = 0;
        }
        counted++;
        return counted <= limit;
    }
}
