package dev.steward.session.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a process ended. Neither code nor signal is known when nobody was left to record them.
 *
 * @param lastLines the end of what it wrote, oldest first
 * @param at as precise as it can be stored
 */
public record Exit(@Nullable Integer code, @Nullable Integer signal, List<String> lastLines, Instant at) {

    public Exit {
        lastLines = List.copyOf(lastLines);
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /** For people, such as {@code ended by signal 9}. */
    public String inWords() {
        if (signal != null) {
            return "ended by signal " + signal;
        }
        return code == null ? "ended and left no exit status" : "ended with exit status " + code;
    }
}
