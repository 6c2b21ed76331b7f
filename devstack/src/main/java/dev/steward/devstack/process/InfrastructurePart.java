package dev.steward.devstack.process;

import dev.steward.devstack.suite.SuiteException;
import dev.steward.infra.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Embedded PostgreSQL or Kafka; a launch returns only when the server answers. */
public final class InfrastructurePart implements Part {
    private final String name;
    private final String address;
    private final Path log;
    private final Supplier<? extends ServerProcess> start;
    private @Nullable ServerProcess process;
    private boolean stopped;

    public InfrastructurePart(String name, String address, Path log, Supplier<? extends ServerProcess> start) {
        this.name = name;
        this.address = address;
        this.log = log;
        this.start = start;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String address() {
        return address;
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
        if (process == null) {
            process = start.get();
        } else {
            process.restart();
        }
    }

    @Override
    public void awaitReady(Duration patience) {
        Objects.requireNonNull(process, "not launched");
    }

    @Override
    public synchronized long pid() {
        return Objects.requireNonNull(process).pid();
    }

    @Override
    public synchronized CompletableFuture<Integer> onExit() {
        return Objects.requireNonNull(process).onExit();
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        if (process != null) {
            process.stop();
        }
    }
}
