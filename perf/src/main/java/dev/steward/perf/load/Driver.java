package dev.steward.perf.load;

import dev.steward.perf.load.Traffic.Arrivals;
import dev.steward.perf.load.Traffic.Users;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Runs a script as a profile says, one virtual thread for each that does something; ends by itself. */
public final class Driver {
    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration LEAST_PAUSE = Duration.ofMillis(500);
    private static final Duration MOST_PAUSE = Duration.ofMillis(1500);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** More than this at once says that nothing is answered any more. */
    private static final int UNANSWERED = 1000;

    private final Script script;
    private final Measurements measurements;
    private final AtomicLong visits = new AtomicLong();
    private final AtomicInteger under = new AtomicInteger();
    private volatile int wanted;

    public Driver(Script script, Measurements measurements) {
        this.script = script;
        this.measurements = measurements;
    }

    public void run(Traffic traffic) throws InterruptedException {
        var hours = new Hours(System.nanoTime(), traffic.length());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var paced : script.paced()) {
                threads.execute(() -> hours.repeat(
                        paced.first(), paced.every(), due -> start(paced.name(), threads, paced.action())));
            }
            switch (traffic) {
                case Users users -> change(users, hours, threads);
                case Arrivals arrivals ->
                    hours.repeat(
                            Duration.ZERO,
                            Duration.ofSeconds(1).dividedBy(arrivals.perSecond()),
                            due -> start("an arrival", threads, () -> visit(due)));
            }
            threads.shutdown();
            if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                measurements.broken("what was begun did not end within " + PATIENCE.toSeconds() + " s");
                threads.shutdownNow();
            }
        }
    }

    private void change(Users users, Hours hours, ExecutorService threads) {
        for (int there = 0; !hours.over(); LockSupport.parkNanos(TICK.toNanos())) {
            wanted = users.at(hours.elapsed());
            there = Math.min(there, wanted);
            for (; there < wanted; there++) {
                int number = there;
                threads.execute(() -> live(number, hours));
            }
        }
        wanted = 0;
    }

    private void live(int number, Hours hours) {
        while (number < wanted && !hours.over()) {
            guarded("a user", () -> visit(System.nanoTime()));
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LEAST_PAUSE.toNanos(), MOST_PAUSE.toNanos()));
        }
    }

    private void visit(long due) {
        script.iterate(new Visit(visits.getAndIncrement(), due));
    }

    private void start(String what, ExecutorService threads, Runnable action) {
        if (under.get() >= UNANSWERED) {
            measurements.broken(what + " could not begin: " + UNANSWERED + " are under way");
            return;
        }
        under.incrementAndGet();
        threads.execute(() -> {
            guarded(what, action);
            under.decrementAndGet();
        });
    }

    private void guarded(String what, Runnable action) {
        try {
            action.run();
        } catch (UnexpectedAnswerException e) {
            // Counted where it was met; the rest of this iteration has no sense.
        } catch (RuntimeException e) {
            measurements.broken(what + " broke: " + e);
        }
    }
}
