package dev.steward.infra;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Starts children that lead a session of their own (a terminal's Ctrl-C does not reach them) and that the kernel kills
 * when this JVM dies, as far as the system has {@code setsid} and {@code setpriv}.
 */
public final class ChildProcesses {
    private static final List<String> OWN_SESSION = usable("setsid");
    private static final List<String> DIES_WITH_PARENT = usable("setpriv", "--pdeathsig", "KILL");

    // The kernel sends the death signal when the forking thread ends, so one thread that never ends does all forking.
    private static final ExecutorService SPAWNER = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("child-process-spawner").factory());

    private ChildProcesses() {}

    /** Starts the builder's command, wrapped as the class says; the process id is that of the command itself. */
    public static Process start(ProcessBuilder builder) {
        return start(builder, List.of());
    }

    /** The prefix changes the identity; the kernel forgets the death signal with it, so that is asked for afterwards. */
    static Process start(ProcessBuilder builder, List<String> prefix) {
        var command = new ArrayList<String>(OWN_SESSION);
        command.addAll(prefix);
        command.addAll(DIES_WITH_PARENT);
        command.addAll(builder.command());
        builder.command(command);
        return onSpawner(builder::start);
    }

    /** The prefix if that program runs {@code true} here with these options, else nothing. */
    static List<String> usable(String... prefix) {
        var command = new ArrayList<>(List.of(prefix));
        command.add("true");
        return succeeds(command) ? List.of(prefix) : List.of();
    }

    static boolean succeeds(List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Kills the process and all it started, and waits until they are gone. */
    public static void killTree(ProcessHandle process) {
        var tree = new ArrayList<>(process.descendants().toList());
        tree.addFirst(process);
        tree.forEach(ProcessHandle::destroyForcibly);
        tree.forEach(each -> each.onExit().orTimeout(30, TimeUnit.SECONDS).join());
    }

    /** Kills one process, no matter whose child it is, and waits until it is gone. */
    public static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    static InfraException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new InfraException("Interrupted while waiting for a server.", e);
    }

    private static Process onSpawner(Callable<Process> start) {
        try {
            return SPAWNER.submit(start).get();
        } catch (ExecutionException e) {
            throw new InfraException("A child process could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }
}
