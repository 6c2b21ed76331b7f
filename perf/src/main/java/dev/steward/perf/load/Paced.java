package dev.steward.perf.load;

import java.time.Duration;

/** Something dear that is done at a fixed pace beside the users, whatever their number. */
public record Paced(String name, Duration first, Duration every, Runnable action) {
    public static Paced everySecond(String name, Runnable action) {
        return new Paced(name, Duration.ZERO, Duration.ofSeconds(1), action);
    }
}
