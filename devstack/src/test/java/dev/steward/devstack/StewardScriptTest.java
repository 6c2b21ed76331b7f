package dev.steward.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script alone, in a checkout where nothing is built and on a machine that has only what the test puts there. */
class StewardScriptTest {
    private static final List<String> TOOLS =
            List.of("awk", "bash", "cat", "dirname", "find", "mkdir", "readlink", "sed", "tail");

    @TempDir
    Path machine;

    private Path checkout;
    private Path tools;
    private Path jdks;

    private record Run(int status, String output, String errors) {}

    @BeforeEach
    void prepare() throws IOException {
        checkout = Files.createDirectories(machine.resolve("a checkout"));
        tools = Files.createDirectory(machine.resolve("bin"));
        jdks = Files.createDirectory(machine.resolve("jdks"));
        Files.copy(Path.of("..", "steward"), checkout.resolve("steward"));
        assertThat(checkout.resolve("steward").toFile().setExecutable(true)).isTrue();
        for (var tool : TOOLS) {
            program(tools.resolve(tool), "exec " + which(tool) + " \"$@\"");
        }
    }

    @Test
    void showsItsUsage() throws Exception {
        var help = steward("help");
        assertThat(help.status()).isZero();
        assertThat(help.output()).startsWith("usage: ./steward COMMAND");
        assertThat(help.errors()).isEmpty();
    }

    @Test
    void refusesWhatItDoesNotKnowWithItsUsage() throws Exception {
        for (var words : List.of(
                List.of("upp"), List.of("up", "--fast"), List.of("up", "--infra=mine"), List.of("up", "--infra"))) {
            var run = steward(words.toArray(String[]::new));
            assertThat(run.status()).as(words.toString()).isEqualTo(2);
            assertThat(run.errors()).contains("usage: ./steward COMMAND");
            assertThat(run.output()).isEmpty();
        }
    }

    @Test
    void saysThatThereIsNoJdk25() throws Exception {
        jdk("17.0.12");
        for (var command : List.of("up", "test", "status")) {
            assertRefused(
                    steward(command),
                    "steward: no JDK 25 or later found in JAVA_HOME, " + jdks + ", PATH or ~/.sdkman.\n");
        }
    }

    @Test
    void saysThatMavenIsMissing() throws Exception {
        jdk("25.0.1");
        assertRefused(steward("up"), "steward: Maven (mvn) is needed to build the suite and is not on the PATH.\n");
    }

    @Test
    void saysThatTheBuildFailed() throws Exception {
        jdk("25.0.1");
        program(tools.resolve("mvn"), "exit 1");
        assertRefused(steward("up"), "steward: the build failed.\n");
    }

    @Test
    void namesTheTestsThatFailedLast() throws Exception {
        jdk("25.0.1");
        var reports = Files.createDirectories(checkout.resolve("gateway/target/surefire-reports"));
        var before = Files.writeString(reports.resolve("Before.txt"), "Before.test -- Time elapsed: 1 s <<< ERROR!\n");
        Files.setLastModifiedTime(before, FileTime.from(Instant.now().minusSeconds(60)));
        program(tools.resolve("mvn"), """
                cat > gateway/target/surefire-reports/Any.txt <<'REPORT'
                Tests run: 2, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 1 s <<< FAILURE! -- in Any
                Any.limit -- Time elapsed: 0.3 s <<< FAILURE!
                Expecting actual:

                  7
                \tat Any.limit(Any.java:7)
                Caused by: this
                REPORT
                echo done
                exit 3""");

        var test = steward("test");

        assertThat(test.status()).isEqualTo(3);
        assertThat(test.output()).isEqualTo("""
                done

                These tests failed:
                Any.limit -- Time elapsed: 0.3 s <<< FAILURE!
                Expecting actual:
                  7
                """);
        assertThat(test.errors()).isEmpty();
    }

    @Test
    void saysThatNothingIsBuilt() throws Exception {
        jdk("25.0.1");
        for (var words : List.of(List.of("status"), List.of("up", "--no-build"))) {
            assertRefused(
                    steward(words.toArray(String[]::new)), "steward: the suite is not built: run ./steward up.\n");
        }
    }

    private static void assertRefused(Run run, String sentence) {
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors()).isEqualTo(sentence);
    }

    private Run steward(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(checkout.resolve("steward").toString()));
        command.addAll(Arrays.asList(words));
        var errors = machine.resolve("errors");
        var builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of("PATH", tools.toString(), "STEWARD_JDKS", jdks.toString(), "HOME", machine.toString()));
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output, Files.readString(errors));
    }

    private void jdk(String version) throws IOException {
        var bin = Files.createDirectories(jdks.resolve("jdk-" + version).resolve("bin"));
        program(bin.resolve("javac"), "exit 1");
        Files.writeString(bin.resolveSibling("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Path which(String tool) {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
