package dev.steward.perf.chaos;

import dev.steward.perf.load.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** When something was down; many threads report and ask. */
final class Outages {
    /** From the kill to the moment everything was ready again. */
    record Window(Instant from, Instant until) {}

    private final Queue<Window> windows = new ConcurrentLinkedQueue<>();

    void add(Instant from, Instant until) {
        windows.add(new Window(from, until));
    }

    List<Window> windows() {
        return List.copyOf(windows);
    }

    /** Whether a caller has to live with this failure: it said when to come again, and something was down. */
    boolean excuse(Failure failure) {
        return failure.asksToComeAgain()
                && windows.stream()
                        .anyMatch(window -> !failure.from().isAfter(window.until())
                                && !failure.until().isBefore(window.from()));
    }
}
