package dev.steward.devstack.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Asks again and again until there is an answer. */
final class Poll {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private Poll() {}

    static <T> T until(String what, Duration patience, Supplier<Optional<T>> question) {
        return until(what, patience, PAUSE, question);
    }

    static <T> T until(String what, Duration patience, Duration pause, Supplier<Optional<T>> question) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            var answer = question.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() > deadline) {
                throw new DemoException("not within " + patience.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }
}
