package dev.steward.devstack.process;

import static org.assertj.core.api.Assertions.assertThat;

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
