package dev.steward.devstack.process;

import dev.steward.devstack.suite.SuiteException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A part without a process: the test ends it by completing its exit. */
final class FakePart implements Part {
    private final String name;
    private final List<String> journal;
    private final List<CompletableFuture<Integer>> launches = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean refusesToStart;

    FakePart(String name, List<String> journal) {
        this.name = name;
        this.journal = journal;
    }

    void refuseToStart() {
        refusesToStart = true;
    }

    /** As a server whose port is still in use. */
    void failToLaunch(int times) {
        failures.set(times);
    }

    void end(int status) {
        launches.getLast().complete(status);
    }

    int launches() {
        return launches.size();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String address() {
        return "nowhere";
    }

    @Override
    public Path log() {
        return Path.of(name + ".log");
    }

    @Override
    public void launch() {
        if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("its port is in use");
        }
        launches.add(new CompletableFuture<>());
        journal.add("launch " + name);
    }

    @Override
    public void awaitReady(Duration patience) {
        if (refusesToStart) {
            throw new SuiteException(name + " does not start");
        }
    }

    @Override
    public long pid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public CompletableFuture<Integer> onExit() {
        return launches.getLast();
    }

    @Override
    public void stop() {
        journal.add("stop " + name);
        if (!launches.isEmpty()) {
            end(143);
        }
    }
}
