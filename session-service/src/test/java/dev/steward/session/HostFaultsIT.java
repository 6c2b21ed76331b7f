package dev.steward.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestProjects;
import dev.steward.kit.testing.TestSecurity;
import dev.steward.kit.testing.TestTokens;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The host has no room left, or something else has taken the port of a session. */
@StewardIT
@Import(TestSecurity.class)
class HostFaultsIT {

    private static final Path DATA = SessionApi.newDataFolder();
    private static final boolean SMALL_DISK = command("mount", "-t", "tmpfs", "-o", "size=8m,mode=711", "tmpfs", DATA);
    private static final Path FILLER = DATA.resolve("filler");

    @Autowired
    private TestTokens tokens;

    @Autowired
    private TestProjects projects;

    @LocalServerPort
    private int port;

    private SessionApi api;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("STEWARD_DATA_DIR", DATA::toString);
        registry.add("steward.session.start-timeout", () -> "PT15S");
        registry.add("steward.session.decision-timeout", () -> "PT1S");
    }

    @BeforeEach
    void begin() {
        projects.put("shop", Map.of("ada", "developer"));
        api = new SessionApi(port, tokens.token("ada"));
    }

    @AfterEach
    void makeRoom() throws IOException {
        Files.deleteIfExists(FILLER);
    }

    @AfterAll
    static void unmount() {
        if (SMALL_DISK) {
            command("umount", "--lazy", DATA);
        }
    }

    static boolean hasSmallDisk() {
        return SMALL_DISK;
    }

    @Test
    @EnabledIf(value = "hasSmallDisk", disabledReason = "a file system of 8 MB cannot be mounted here")
    void aFullDiskStopsStartsAndWritesAndNothingElse() throws IOException {
        String running = running();
        String stopping = running();
        String crashing = running();
        String deleted = running();
        fill(FILLER);

        SessionApi.problem(api.put(running, "more.bin", new byte[1 << 20]), 507, "insufficient-storage");
        String refused = api.create("shop").get("id").toString();
        api.awaitStatus(refused, "failed");
        kill(crashing);
        // What the records of its first attempt took may be enough for the next one.
        await().atMost(SessionApi.DEADLINE)
                .until(() -> Integer.valueOf(1).equals(api.get(crashing).get("crash_count"))
                        && Set.of("running", "failed")
                                .contains(api.get(crashing).get("status")));
        api.ask(stopping, "stop");
        api.awaitStatus(stopping, "stopped");
        api.delete(deleted);
        await().atMost(SessionApi.DEADLINE).until(() -> !Files.exists(folder(deleted)));

        assertThat(api.get(refused)).containsEntry("reason", "start-failed");
        assertThat(api.history(refused).getFirst()).containsEntry("reason", "start-failed");
        assertThat(api.history(crashing)).extracting(step -> step.get("to")).contains("crashed");
        assertThat(api.get(running)).containsEntry("status", "running").containsEntry("crash_count", 0);

        makeRoom();
        for (String id : new String[] {refused, crashing, stopping}) {
            api.ask(id, "start");
            api.awaitStatus(id, "running");
        }
        for (String id : new String[] {running, refused, crashing, stopping}) {
            api.delete(id);
        }
        await().atMost(SessionApi.DEADLINE).until(() -> SessionApi.folders(DATA).isEmpty());
    }

    @Test
    void aPortThatSomethingElseHasTakenIsWaitedForAndThenNamed(TestDatabase database) throws IOException {
        String id = running();
        int taken = URI.create(SessionApi.address(api.get(id))).getPort();

        kill(id);
        try (ServerSocket other = takeAsSoonAsItIsFree(taken)) {
            assertThat(other.isBound()).isTrue();
            api.awaitStatus(id, "starting");
            SessionApi.letAMinutePass(database, "starting");
            api.awaitStatus(id, "failed");
            assertThat(api.history(id).getFirst()).containsEntry("reason", "port-taken");
            assertThat(api.get(id)).containsEntry("reason", "port-taken");
        }

        api.ask(id, "start");
        api.awaitStatus(id, "running");
        assertThat(URI.create(SessionApi.address(api.get(id))).getPort()).isEqualTo(taken);
        api.delete(id);
        await().atMost(SessionApi.DEADLINE).until(() -> !Files.exists(folder(id)));
    }

    private String running() {
        return api.awaitStatus(api.create("shop").get("id").toString(), "running");
    }

    private static Path folder(String id) {
        return DATA.resolve("sessions").resolve(id);
    }

    private static void kill(String id) throws IOException {
        ProcessHandle.of(SessionApi.server(DATA, id)).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Up to the last byte. */
    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static ServerSocket takeAsSoonAsItIsFree(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(SessionApi.DEADLINE)
                .ignoreExceptions()
                .until(() -> {
                    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                    return true;
                });
        return socket;
    }

    private static boolean command(Object... words) {
        String[] command = Stream.of(words).map(String::valueOf).toArray(String[]::new);
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }
}
