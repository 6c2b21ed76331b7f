package dev.steward.perf.sessions;

import dev.steward.perf.load.NotRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The {@code docker} command, as a person would use it. */
final class Docker {
    private static final String COMMAND = "docker";

    private Docker() {}

    static void require() {
        try {
            run("version", "--format", "{{.Server.Version}}");
        } catch (UncheckedIOException | IllegalStateException e) {
            throw new NotRunException("no Docker engine answers: " + e.getMessage());
        }
    }

    /** What it prints; a command that fails is an error. */
    static String run(String... words) {
        var command = new ArrayList<>(List.of(COMMAND));
        command.addAll(List.of(words));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(words[0] + " ended with " + status + ": " + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** All that the engine has of a session: containers and networks. */
    static String of(String session) {
        var filter = "label=dev.steward.session=" + session;
        return (run("ps", "--all", "--quiet", "--filter", filter)
                        + " "
                        + run("network", "ls", "--quiet", "--filter", filter))
                .strip();
    }
}
