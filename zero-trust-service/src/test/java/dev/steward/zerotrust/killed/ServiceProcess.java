package dev.steward.zerotrust.killed;

import dev.steward.infra.ChildProcesses;
import dev.steward.infra.Ports;
import dev.steward.kit.testing.SuiteEnvironment;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.zerotrust.TestSecrets;
import dev.steward.zerotrust.ZeroTrustServiceApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The service in a process of its own, on one port through all its lives. */
final class ServiceProcess {

    /** Keys follow each other within a life, and nobody is held up for logging in a lot. */
    private static final List<String> SETTINGS = List.of(
            "--" + TestSecrets.ADMIN_PASSWORD,
            "--" + TestSecrets.MASTER_KEY,
            "--steward.zero-trust.signing-keys.lead=1s",
            "--steward.zero-trust.signing-keys.turns=PT0.2S",
            "--steward.zero-trust.audit.publish-every=1s",
            "--steward.zero-trust.login.per-minute=100000");

    private final TestDatabase database;
    private final Path log;
    private final int port = Ports.free();
    private Process process;

    ServiceProcess(TestDatabase database, Path log) {
        this.database = database;
        this.log = log;
        this.process = launch();
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: nothing is finished, nothing is closed. */
    void kill() {
        process.destroyForcibly();
    }

    void awaitEnd() {
        process.onExit().join();
    }

    void startAgain() {
        process = launch();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    private Process launch() {
        var command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ZeroTrustServiceApplication.class.getName()),
                        SETTINGS.stream())
                .toList();
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        SuiteEnvironment.of(database)
                .forEach((name, value) -> builder.environment().put(name, value.toString()));
        builder.environment().put("STEWARD_PORT", String.valueOf(port));
        return ChildProcesses.start(builder);
    }
}
