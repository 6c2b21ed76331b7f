package dev.steward.devstack.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A process of the suite that can be launched any number of times until it is stopped for good. */
public interface Part {
    String name();

    /** Where it listens, for people. */
    String address();

    Path log();

    /** Starts the process; the one before has ended. */
    void launch();

    /** Returns when the process does its work. A process that ends or takes longer is an exception. */
    void awaitReady(Duration patience);

    /** Of the process launched last. */
    long pid();

    /** Completes with the exit status of the process launched last. */
    CompletableFuture<Integer> onExit();

    /** Lets the process finish its work and end; a launch afterwards is an exception. */
    void stop();
}
