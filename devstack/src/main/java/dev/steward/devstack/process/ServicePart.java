package dev.steward.devstack.process;

import dev.steward.devstack.suite.SuiteException;
import dev.steward.infra.ChildProcesses;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One service as a JVM of its own, ready when it says so itself. */
public final class ServicePart implements Part {
    // A service drains for 30 s at most; one that takes longer hangs.
    private static final Duration DRAIN = Duration.ofSeconds(35);
    private static final int POLL_MILLIS = 100;

    private final String name;
    private final URI url;
    private final Path log;
    private final List<String> command;
    private final Map<String, String> environment;
    private @Nullable Process process;
    private boolean stopped;

    public ServicePart(String name, URI url, Path log, List<String> command, Map<String, String> environment) {
        this.name = name;
        this.url = url;
        this.log = log;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String address() {
        return url.toString();
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public synchronized void launch() {
        if (stopped) {
            throw new SuiteException("The suite is stopping.");
        }
        var file = log.toFile();
        var builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(new File(Objects.requireNonNull(file.getParent())))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(file));
        builder.environment().clear();
        builder.environment().putAll(environment);
        process = ChildProcesses.start(builder);
    }

    @Override
    public void awaitReady(Duration patience) {
        var current = current();
        long deadline = System.nanoTime() + patience.toNanos();
        while (!Readiness.answers(url)) {
            if (ended(current, POLL_MILLIS)) {
                throw new SuiteException(
                        name + " " + Exit.words(current.exitValue()) + " before it was ready; its log is " + log + ".");
            }
            if (System.nanoTime() > deadline) {
                throw new SuiteException(
                        name + " was not ready within " + patience.toSeconds() + " s; its log is " + log + ".");
            }
        }
    }

    @Override
    public long pid() {
        return current().pid();
    }

    @Override
    public CompletableFuture<Integer> onExit() {
        return current().onExit().thenApply(Process::exitValue);
    }

    @Override
    public void stop() {
        Process last;
        synchronized (this) {
            stopped = true;
            last = process;
        }
        if (last != null) {
            last.destroy();
            if (!ended(last, DRAIN.toMillis())) {
                last.destroyForcibly().onExit().join(); // Not its children: dev sessions are ended in their own way.
            }
        }
    }

    private synchronized Process current() {
        return Objects.requireNonNull(process, "not launched");
    }

    private static boolean ended(Process process, long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SuiteException("Interrupted while waiting for a service.", e);
        }
    }
}
