package dev.steward.perf.sessions;

import dev.steward.infra.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The dev server of a session, started without any of the suite: the floor below which no session can be. */
record BareServer(List<String> command, String port, String workspace) {

    /** The very command of a session that runs, as the kernel has it. */
    static BareServer like(long pid, int port, Path workspace) {
        try {
            var words = Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline"))
                    .split("\0", -1);
            var command = Stream.of(words).filter(word -> !word.isEmpty()).toList();
            return new BareServer(command, String.valueOf(port), workspace.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one over an empty folder, waits for its page and ends it; in nanoseconds, until the page answered. */
    long untilItAnswers() {
        try {
            var folder = Files.createTempDirectory("bare");
            int free = Ports.free();
            var own = command.stream()
                    .map(word -> word.replace(workspace, folder.toString()))
                    .map(word -> word.replace(port, String.valueOf(free)))
                    .toList();
            long started = System.nanoTime();
            var process = new ProcessBuilder(own)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                new Page(free).awaitAnswer();
                return System.nanoTime() - started;
            } finally {
                process.destroyForcibly().onExit().join();
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
