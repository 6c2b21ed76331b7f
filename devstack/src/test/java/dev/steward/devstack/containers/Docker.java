package dev.steward.devstack.containers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Commands of a user at the root of the checkout. */
final class Docker {
    private Docker() {}

    /** What a command ended with and printed. */
    record Outcome(int status, String output) {
        String required() {
            if (status != 0) {
                throw new AssertionError("status " + status + ":\n" + output);
            }
            return output;
        }
    }

    static boolean answers() {
        try {
            return run("docker", "version").status() == 0;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    static Outcome run(String... command) {
        return run(Map.of(), List.of(command));
    }

    static Outcome run(Map<String, String> environment, List<String> command) {
        var builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(Path.of("..").toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("STEWARD_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(String.join(" ", command), e);
        }
    }
}
