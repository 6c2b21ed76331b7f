package dev.steward.job.adapter.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** The child as it is started where the service runs from its executable jar. */
class ExecutableJarIT {

    private static final Path JAR = Path.of("target", "job-orchestrator.jar").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void profilesFromWithinTheJar() throws Exception {
        Path file = Files.writeString(folder.toRealPath().resolve("a.csv"), "a\n1\n1\n");
        ProfileLimits limits = new ProfileLimits(
                folder,
                DataSize.ofMegabytes(64),
                DataSize.ofMegabytes(128),
                DataSize.ofGigabytes(1),
                DataSize.ofGigabytes(1),
                1,
                Duration.ofMinutes(1),
                Duration.ofSeconds(15));
        List<String> command = ChildCommand.of(limits, folder, JAR.toString(), true);
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        try (Writer out = child.outputWriter();
                BufferedReader in = child.inputReader()) {
            out.write(ProfileLines.write(ProfilingFixture.request(file, Map.of(), folder)) + "\n");
            out.flush();
            List<ProfileLine> lines = in.lines()
                    .map(ProfileLines::readLine)
                    .takeWhile(line -> line.progress() != null && line.progress() < 99)
                    .toList();
            assertThat(lines).isNotEmpty();
            assertThat(ProfileLines.readLine(in.readLine()).profile().duplicateRows())
                    .isEqualTo(1);
        } finally {
            child.destroyForcibly().waitFor();
        }
    }
}
