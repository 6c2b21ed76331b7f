package dev.steward.devstack.process;

import dev.steward.devstack.suite.PartState;
import dev.steward.devstack.suite.ProcessId;
import dev.steward.devstack.suite.StatusBoard;
import dev.steward.devstack.suite.SuiteException;
import dev.steward.infra.InfraException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Launches what has ended unasked, within each part's budget, and says so. */
public final class Supervisor {
    // A restarted service may have to wait for the database or the broker; only its end is a failure.
    private static final Duration PATIENCE = Duration.ofHours(1);

    // What keeps a process from starting may be gone a little later: a connection that was closed holds its port for 60
    // s.
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final Console console;
    private final StatusBoard board;
    private final InstantSource clock;
    private final ExecutorService executor;
    private final Map<String, RestartBudget> budgets = new ConcurrentHashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);

    public Supervisor(Console console, StatusBoard board, InstantSource clock, ExecutorService executor) {
        this.console = console;
        this.board = board;
        this.clock = clock;
        this.executor = executor;
    }

    /** Watches the process the part has just launched. */
    public void watch(Part part) {
        var process = ProcessId.of(part.pid()).orElse(null);
        board.update(part.name(), status -> status.launchedAs(process));
        var exit = part.onExit();
        executor.execute(() -> restart(part, Exit.words(exit.join())));
    }

    /** From now on an end is no accident. */
    public void stopWatching() {
        stopping.countDown();
    }

    private void restart(Part part, String what) {
        var event = what;
        for (var pause = Duration.ZERO;
                !stopsWithin(pause);
                pause = pause.multipliedBy(2).plus(PAUSE)) {
            if (!budgets.computeIfAbsent(part.name(), name -> new RestartBudget(clock))
                    .take()) {
                board.update(part.name(), status -> status.in(PartState.GIVEN_UP));
                console.say(part.name() + " " + event + "; it was restarted " + RestartBudget.RESTARTS + " times in "
                        + RestartBudget.WINDOW.toMinutes() + " minutes and stays down. Its log is " + part.log());
                return;
            }
            console.say(part.name() + " " + event + "; restarting it");
            board.update(part.name(), status -> status.restarting());
            long started = System.nanoTime();
            try {
                part.launch();
            } catch (RuntimeException e) {
                // Whatever it was: nobody else starts this part again.
                event = "did not start (" + (isOurs(e) ? e.getMessage() : e) + ")";
                continue;
            }
            watch(part);
            awaitReady(part, started);
            return;
        }
    }

    private static boolean isOurs(RuntimeException e) {
        return e instanceof InfraException || e instanceof SuiteException;
    }

    private boolean stopsWithin(Duration pause) {
        try {
            return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void awaitReady(Part part, long started) {
        try {
            part.awaitReady(PATIENCE);
        } catch (SuiteException e) {
            return; // Its end is being handled by the watch.
        }
        board.update(part.name(), status -> status.in(PartState.READY));
        console.say(part.name() + " is ready again after " + Console.seconds(Console.since(started)));
    }
}
