package dev.steward.session.killed;

import static org.awaitility.Awaitility.await;

import dev.steward.infra.ChildProcesses;
import dev.steward.infra.Ports;
import dev.steward.kit.testing.SuiteEnvironment;
import dev.steward.kit.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The service in a process of its own, on one port, one database and one data folder through all its lives. */
final class ServiceProcess {

    private static final Duration STARTS_WITHIN = Duration.ofMinutes(3);

    private final TestDatabase database;
    private final Path data;
    private final Path folder;
    private final int port = Ports.free();
    private @Nullable Process process;

    /** @param folder for its log and what it tells */
    ServiceProcess(TestDatabase database, Path data, Path folder) {
        this.database = database;
        this.data = data;
        this.folder = folder;
    }

    int port() {
        return port;
    }

    /** Returns when it is ready, with the token of its developer. */
    String start(String... settings) throws IOException {
        Path token = folder.resolve("token");
        Files.deleteIfExists(token);
        Process started = launch(token, settings);
        process = started;
        await().atMost(STARTS_WITHIN).until(() -> Files.exists(token) || !started.isAlive());
        return Files.readString(token);
    }

    /** SIGKILL: nothing is finished, nothing is closed. */
    void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().join();
        }
    }

    String log() throws IOException {
        Path log = folder.resolve("service.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private Process launch(Path token, String... settings) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KilledService.class.getName(),
                "--killed.token=" + token);
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(settings));
        ProcessBuilder builder = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("service.log").toFile()));
        SuiteEnvironment.of(database)
                .forEach((name, value) -> builder.environment().put(name, value.toString()));
        builder.environment().put("STEWARD_PORT", String.valueOf(port));
        builder.environment().put("STEWARD_DATA_DIR", data.toString());
        return ChildProcesses.start(builder);
    }
}
