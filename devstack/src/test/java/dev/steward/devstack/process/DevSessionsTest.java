package dev.steward.devstack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steward.devstack.suite.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevSessionsTest {
    private static final String SESSION = "0199c1f0-0000-7000-8000-000000000001";
    /** One that nobody else uses at the same time. */
    private static final int USER =
            1_999_000_000 + Math.toIntExact(ProcessHandle.current().pid() % 400_000) * 2;

    @TempDir
    Path files;

    private Process shim;

    @AfterEach
    void end() {
        shim.destroyForcibly();
    }

    @Test
    void stopsShimsAndWhateverBearsTheMarkOfASession() throws Exception {
        shim = start("trap 'exit 0' TERM; sleep 600 & echo $!; wait");
        long left = firstLine();
        record(shim.pid());

        DevSessions.in(files).stop();

        assertThat(shim.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(shim.exitValue()).isZero();
        var child = ProcessHandle.of(left);
        if (child.isPresent()) {
            child.get().onExit().get(10, TimeUnit.SECONDS);
        }
    }

    /** Of a session that has a user of its own, one that forgot whose it was and never ends by itself. */
    @Test
    void endsAllOfTheUserOfASession() throws Exception {
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0));
        shim = as(USER);
        var stranger = as(USER + 1);
        try {
            Files.createDirectories(control());
            Files.writeString(control().resolve("user"), USER + "\n");
            Files.createDirectories(control().resolveSibling("2"));
            Files.writeString(control().resolveSibling("2").resolve("user"), "0\n");

            DevSessions.in(files).stop();

            assertThat(shim.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void endsWhatPrintsIntoTheLogOfASession() throws Exception {
        Files.createDirectories(control());
        var builder = new ProcessBuilder("env", "-i", "/bin/sleep", "600");
        builder.redirectOutput(control().resolve("output").toFile());
        shim = builder.start();

        DevSessions.in(files).stop();

        assertThat(shim.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void leavesAProcessAloneThatOnlyHasTheNumberOfAShim() throws Exception {
        shim = start("echo ready; read line");
        firstLine();
        var record = Files.createDirectories(control()).resolve("shim");
        Files.writeString(record, shim.pid() + " 1 " + bootId());

        assertThat(DevSessions.in(files).serverOf(SESSION)).isEmpty();
    }

    @Test
    void findsTheServerOfASession() throws Exception {
        shim = start("sleep 600 & echo $!; wait");
        long server = firstLine();
        record(shim.pid());

        assertThat(DevSessions.in(files).serverOf(SESSION).map(ProcessHandle::pid))
                .contains(server);
        DevSessions.in(files).stop();
    }

    /** Returns when the process has become that user's. */
    private static Process as(int user) throws IOException {
        var script = "echo ready; exec /bin/sleep 600";
        var process = new ProcessBuilder(
                        "env", "-i", "setpriv", "--reuid=" + user, "--clear-groups", "/bin/sh", "-c", script)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("ready");
        return process;
    }

    private Process start(String script) throws IOException {
        var builder = new ProcessBuilder("sh", "-c", script);
        builder.environment().put("STEWARD_SESSION_ID", SESSION);
        return builder.start();
    }

    private long firstLine() throws IOException {
        var line = shim.inputReader().readLine();
        return line.equals("ready") ? 0 : Long.parseLong(line);
    }

    private void record(long pid) throws IOException {
        var process = ProcessId.of(pid).orElseThrow();
        var record = Files.createDirectories(control()).resolve("shim");
        Files.writeString(record, process.pid() + " " + process.startTicks() + " " + bootId() + "\n");
    }

    private Path control() {
        return files.resolve("sessions").resolve(SESSION).resolve("control").resolve("1");
    }

    private static String bootId() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    }
}
