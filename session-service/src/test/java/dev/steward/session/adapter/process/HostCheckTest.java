package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostCheckTest {

    private static final Path JAVA = Path.of(System.getProperty("java.home"));

    @TempDir
    private Path folder;

    @Test
    void aHostWithAllThatIsNeededHasNoProblemsAndGetsItsFolder() throws IOException {
        open(folder);

        assertThat(problems(folder, JAVA)).isEmpty();

        assertThat(folder.resolve("sessions")).isDirectory();
    }

    @Test
    void namesEveryProblemAtOnce() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(problems(file, folder))
                .hasSize(2)
                .anyMatch(problem -> problem.contains("no Java at"))
                .anyMatch(problem -> problem.contains("cannot be made"));
    }

    @Test
    void namesTheFolderThatTheUsersOfSessionsCannotPass() throws IOException {
        assumeTrue(SessionUsers.uid(Path.of("/proc/self")) == 0);
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        open(folder);

        assertThat(problems(closed, JAVA)).singleElement().asString().contains(closed.toString());
    }

    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
    }

    private static List<String> problems(Path data, Path javaHome) {
        return HostCheck.problems(new ProcessSettings(
                data,
                javaHome,
                InetAddress.getLoopbackAddress(),
                20_000,
                29_999,
                Duration.ofSeconds(2),
                Duration.ofMillis(250),
                HostFixture.LIMITS));
    }
}
