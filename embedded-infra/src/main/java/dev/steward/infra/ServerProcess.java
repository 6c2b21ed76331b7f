package dev.steward.infra;

import java.util.concurrent.CompletableFuture;

/** A server running as a child process; it keeps data and port through every stop, kill and restart. */
public interface ServerProcess extends AutoCloseable {
    int port();

    /** Of the process that runs now or ran last. */
    long pid();

    boolean isAlive();

    /** Completes with the exit status when the process that runs now has ended, for whatever reason. */
    CompletableFuture<Integer> onExit();

    /** Lets the server finish what it must and end; returns when it is gone. */
    void stop();

    /** Ends the server as a power cut would; returns when it is gone. */
    void kill();

    /** Returns when the server answers again; stops it first if it runs. */
    void restart();

    @Override
    default void close() {
        stop();
    }
}
