package dev.steward.session.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a process ended. Neither code nor signal is known when nobody was left to record them.
 *
 * @param reason what the runtime knows of why, such as {@link #OUT_OF_MEMORY}; null when it knows no more
 * @param detail the same for people; null for what the other parts say
 * @param lastLines the end of what it wrote, oldest first
 * @param at as precise as it can be stored
 */
public record Exit(
        @Nullable Integer code,
        @Nullable Integer signal,
        @Nullable String reason,
        @Nullable String detail,
        List<String> lastLines,
        Instant at) {

    /** It wanted more memory than its session may use. */
    public static final String OUT_OF_MEMORY = "out-of-memory";

    /** There is no such program where it was to run: starting it again would end the same way. */
    public static final String COMMAND_MISSING = "command-missing";

    /** Its workspace took more of the disk than it may. */
    public static final String DISK_QUOTA = "disk-quota";

    /** A command that prepares its workspace failed, as it would the next time. */
    public static final String SETUP_FAILED = "setup-failed";

    /** There is no such image where it was looked for, or nobody may have it. */
    public static final String IMAGE_MISSING = "image-missing";

    public Exit {
        lastLines = List.copyOf(lastLines);
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    public Exit(@Nullable Integer code, @Nullable Integer signal, List<String> lastLines, Instant at) {
        this(code, signal, null, lastLines, at);
    }

    public Exit(
            @Nullable Integer code,
            @Nullable Integer signal,
            @Nullable String reason,
            List<String> lastLines,
            Instant at) {
        this(code, signal, reason, null, lastLines, at);
    }

    /** Whether the next attempt could end another way. */
    public boolean mayGoBetter() {
        return !COMMAND_MISSING.equals(reason)
                && !SETUP_FAILED.equals(reason)
                && !IMAGE_MISSING.equals(reason)
                && !isOverDisk();
    }

    /** Whether it was ended because of what its workspace takes, which its end does not change. */
    public boolean isOverDisk() {
        return DISK_QUOTA.equals(reason);
    }

    /** For people, such as {@code ended by signal 9}. */
    public String inWords() {
        if (detail != null) {
            return detail;
        }
        return reason == null ? status() : status() + ", " + reason.replace('-', ' ');
    }

    private String status() {
        if (signal != null) {
            return "ended by signal " + signal;
        }
        return code == null ? "ended and left no exit status" : "ended with exit status " + code;
    }
}
