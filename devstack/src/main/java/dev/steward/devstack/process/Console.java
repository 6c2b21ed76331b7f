package dev.steward.devstack.process;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the launcher says, a line at a time from any thread. */
public record Console(PrintStream out) {
    public void say(String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }

    /** A line of the table of processes. */
    public void row(String name, String what, String rest) {
        say(String.format(Locale.ROOT, "  %-22s %-18s %s", name, what, rest).stripTrailing());
    }

    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    public static Duration since(long startedNanos) {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }
}
