package dev.steward.devstack.process;

import dev.steward.devstack.suite.PartState;
import dev.steward.devstack.suite.ProcessId;
import dev.steward.devstack.suite.StatusBoard;
import dev.steward.devstack.suite.SuiteException;
import dev.steward.infra.InfraException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;

/** All processes of the suite: infrastructure first, services after it, and the reverse when it stops. */
public final class Suite {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final List<? extends Part> infrastructure;
    private final List<? extends Part> services;
    private final Runnable provision;
    private final Supervisor supervisor;
    private final StatusBoard board;
    private final Console console;
    private final ExecutorService executor;
    private boolean stopped;

    public Suite(
            List<? extends Part> infrastructure,
            List<? extends Part> services,
            Runnable provision,
            Supervisor supervisor,
            StatusBoard board,
            Console console,
            ExecutorService executor) {
        this.infrastructure = List.copyOf(infrastructure);
        this.services = List.copyOf(services);
        this.provision = provision;
        this.supervisor = supervisor;
        this.board = board;
        this.console = console;
        this.executor = executor;
    }

    /** Returns when everything is ready; the first part that fails is the exception. */
    public void start() {
        startAll(infrastructure);
        provision.run();
        startAll(services);
    }

    /** Tells every other command that the suite can be used. */
    public void open() {
        board.suiteIsReady(true);
    }

    /** Stops in the reverse order of the start, each part after what depends on it. */
    public synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        supervisor.stopWatching();
        board.suiteIsReady(false);
        var parts = new ArrayList<Part>(infrastructure);
        parts.addAll(services);
        for (var part : parts.reversed()) {
            long started = System.nanoTime();
            try {
                part.stop();
            } catch (SuiteException | InfraException e) {
                console.say(String.valueOf(e.getMessage())); // The others are drained all the same.
                continue;
            }
            board.update(part.name(), status -> status.in(PartState.STOPPED));
            console.row(part.name(), "stopped in " + Console.seconds(Console.since(started)), "");
        }
    }

    private void startAll(List<? extends Part> parts) {
        var starts = new ExecutorCompletionService<Part>(executor);
        parts.forEach(part -> starts.submit(() -> start(part)));
        try {
            for (int ready = 0; ready < parts.size(); ready++) {
                starts.take().get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    private Part start(Part part) {
        long started = System.nanoTime();
        part.launch();
        var process = ProcessId.of(part.pid()).orElse(null);
        board.update(part.name(), status -> status.launchedAs(process));
        part.awaitReady(PATIENCE);
        board.update(part.name(), status -> status.in(PartState.READY));
        console.row(part.name(), "ready in " + Console.seconds(Console.since(started)), part.address());
        supervisor.watch(part);
        return part;
    }
}
