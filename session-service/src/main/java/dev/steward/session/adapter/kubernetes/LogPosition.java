package dev.steward.session.adapter.kubernetes;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How far one reader has come in a log whose lines begin with the time at which they were printed. Read again from its
 * {@link #since}, it leaves out what was read before: that time is of whole seconds only. For one reader.
 */
final class LogPosition {

    private @Nullable Instant at;
    private int readAt;
    private int seenAt;
    private boolean behind;
    private boolean left;

    /** From when to read on; null when no line was read yet that says when it was printed. */
    @Nullable
    String since() {
        return at == null ? null : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The log is read again from {@link #since}. */
    void again() {
        behind = at != null;
        seenAt = 0;
    }

    /**
     * The text of a line that was not read before, else null.
     *
     * @param begins false for the rest of a line that was too long to come at once
     */
    @Nullable
    String read(String line, boolean begins) {
        if (!begins) {
            return left ? null : line;
        }
        int end = line.indexOf(' ');
        Instant time = end < 0 ? null : time(line.substring(0, end));
        left = time != null && wasRead(time);
        if (left) {
            return null;
        }
        return time == null ? line : line.substring(end + 1);
    }

    private boolean wasRead(Instant time) {
        Instant known = at;
        if (known == null || time.isAfter(known)) {
            at = time;
            readAt = 1;
            behind = false;
            return false;
        }
        if (!behind) {
            readAt += time.equals(known) ? 1 : 0;
            return false;
        }
        if (time.equals(known)) {
            seenAt++;
            behind = seenAt <= readAt;
            readAt = Math.max(readAt, seenAt);
        }
        return behind;
    }

    private static @Nullable Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            return null;
        }
    }
}
