package dev.steward.devstack.process;

import dev.steward.devstack.suite.SuiteException;
import dev.steward.infra.ChildProcesses;
import dev.steward.infra.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;

/**
 * A service's jar, extracted, and the AOT cache (JEP 483, 514) that a training start recorded for it. Both are made
 * anew when the jar, the JDK or the flags change.
 */
record StartCache(Path directory, Path bootJar) {
    private static final int TRAINING_SECONDS = 180;

    // Profiles of a training start make every start after it compile that start's methods for long-lasting speed:
    // half of its processor time. What C1 alone compiles has no profile, and the recording takes a third less.
    private static final List<String> TRAINING = List.of("-XX:TieredStopAtLevel=1", "-Dsteward.training=true");

    boolean isExtracted() {
        return stampIs("extracted");
    }

    /** Whether a training start was made, successful or not: one that fails is not repeated at every start. */
    boolean isTrained() {
        return isExtracted() && stampIs("trained");
    }

    boolean hasCache() {
        return Files.exists(cache());
    }

    /** The command that runs the service, by the cache if there is one. */
    List<String> command() {
        return ServiceJvm.command(jar(), hasCache() ? List.of("-XX:AOTCache=" + cache()) : List.of());
    }

    void extract(Path log) {
        try {
            Directories.delete(directory);
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new SuiteException("The folder " + directory + " cannot be used: " + e.getMessage(), e);
        }
        var command = List.of(
                ServiceJvm.java(),
                "-XX:TieredStopAtLevel=1",
                "-Djarmode=tools",
                "-jar",
                bootJar.toString(),
                "extract",
                "--destination",
                directory.resolve("app").toString());
        if (!succeeds(command, Map.of(), log)) {
            throw new SuiteException(bootJar + " could not be extracted; see " + log);
        }
        stamp("extracted");
    }

    /** Starts the service with neither database nor broker; it exits by itself. */
    void train(Map<String, String> environment, Path log) {
        var options = new ArrayList<>(TRAINING);
        options.add("-XX:AOTCacheOutput=" + cache());
        if (!succeeds(ServiceJvm.command(jar(), options), environment, log)) {
            cache().toFile().delete();
        }
        stamp("trained");
    }

    private Path jar() {
        return directory.resolve("app").resolve(bootJar.getFileName());
    }

    private Path cache() {
        return directory.resolve("app.aot");
    }

    private boolean stampIs(String step) {
        try {
            return Files.readString(directory.resolve(step)).equals(fingerprint());
        } catch (IOException e) {
            return false;
        }
    }

    private void stamp(String step) {
        try {
            Files.writeString(directory.resolve(step), fingerprint());
        } catch (IOException e) {
            throw new SuiteException("The folder " + directory + " cannot be written: " + e.getMessage(), e);
        }
    }

    private String fingerprint() {
        try {
            return String.join(
                    "\n",
                    bootJar + " " + contentOf(bootJar),
                    System.getProperty("java.home") + " " + Runtime.version(),
                    String.join(" ", ServiceJvm.FLAGS),
                    String.join(" ", TRAINING));
        } catch (IOException e) {
            throw new SuiteException(bootJar + " is not there: run ./steward up without --no-build.", e);
        }
    }

    /** A build that changes nothing writes the same entries anew. */
    private static long contentOf(Path jar) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .mapToLong(entry -> 31L * entry.getName().hashCode() + entry.getCrc())
                    .reduce(1, (sum, entry) -> 31 * sum + entry);
        }
    }

    private static boolean succeeds(List<String> command, Map<String, String> environment, Path log) {
        var builder = new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        var process = ChildProcesses.start(builder);
        try {
            if (process.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ChildProcesses.killTree(process.toHandle());
        return false;
    }
}
