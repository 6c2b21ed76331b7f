package dev.steward.infra;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for a child that has just been started. */
final class Await {
    private static final int POLL_MILLIS = 50;
    private static final int SHOWN_LINES = 8;
    private static final int SHOWN_BYTES = 16_384;

    private Await() {}

    /** Returns when the probe holds; a child that ends or stays silent is an exception that quotes its log. */
    static void serving(String name, Process process, Duration timeout, Path log, BooleanSupplier probe) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!probe.getAsBoolean()) {
            if (exited(process)) {
                throw new InfraException(
                        name + " ended with " + process.exitValue() + " while starting; its log ends:\n" + tail(log));
            }
            if (System.nanoTime() > deadline) {
                throw new InfraException(
                        name + " did not answer within " + timeout.toSeconds() + " s; its log ends:\n" + tail(log));
            }
        }
    }

    private static boolean exited(Process process) {
        try {
            return process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw ChildProcesses.interrupted(e);
        }
    }

    private static String tail(Path log) {
        try (var file = FileChannel.open(log)) {
            file.position(Math.max(0, file.size() - SHOWN_BYTES));
            var end = new String(Channels.newInputStream(file).readAllBytes(), StandardCharsets.ISO_8859_1);
            var lines = end.lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        } catch (IOException e) {
            return "(" + log + " cannot be read)";
        }
    }
}
