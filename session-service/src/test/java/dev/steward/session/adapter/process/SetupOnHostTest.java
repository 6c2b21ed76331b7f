package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steward.session.domain.Exit;
import dev.steward.session.domain.Given;
import dev.steward.session.domain.Resources;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.Setup;
import dev.steward.session.port.LaunchOutcome;
import dev.steward.session.port.Observation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupOnHostTest {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final HostFixture host;

    SetupOnHostTest(@TempDir Path data) {
        host = new HostFixture(PreparedFileServer.in(data));
    }

    @AfterEach
    void leaveNothing() {
        host.close();
    }

    @Test
    void runsInOrderOnceAndWithEveryStart() throws IOException {
        Setup setup = new Setup(
                List.of(shell("echo create >> steps; pwd > folder")),
                List.of(shell("echo post-create >> steps")),
                List.of(shell("echo post-start >> steps")));
        Session first = session(Map.of(), setup);
        launch(first);
        awaitAnswer(first);

        assertThat(file(first, "steps")).isEqualTo("create\npost-create\npost-start\n");
        assertThat(file(first, "folder").strip())
                .isEqualTo(host.folders.workspace(first.id()).toString());
        assertThat(log(first)).contains("$ /bin/sh -c echo post-create >> steps");

        host.runtime().end(first.id()).block(DEADLINE);
        Session second = first.start(Given.NOW).after();
        launch(second);
        awaitAnswer(second);

        assertThat(file(first, "steps")).isEqualTo("create\npost-create\npost-start\npost-start\n");
    }

    @Test
    void aFailingCommandEndsTheStartAndIsRunAgainWithTheNext() throws IOException {
        Setup setup = new Setup(
                List.of(shell("echo trying; test -e allowed")), List.of(shell("echo done > after")), List.of());
        Session first = session(Map.of(), setup);
        launch(first);

        Exit exit = awaitEnd(first).exit();
        assertThat(exit.reason()).isEqualTo(Exit.SETUP_FAILED);
        assertThat(exit.mayGoBetter()).isFalse();
        assertThat(exit.lastLines()).endsWith("trying");
        assertThat(host.folders.workspace(first.id()).resolve("after")).doesNotExist();

        Files.createFile(host.folders.workspace(first.id()).resolve("allowed"));
        Session second = first.start(Given.NOW).after();
        launch(second);
        awaitAnswer(second);
        assertThat(file(second, "after")).isEqualTo("done\n");
    }

    @Test
    void noNameStandsForACommandOfTheShell() {
        Session session = session(Map.of(), new Setup(List.of(List.of("exit", "0")), List.of(), List.of()));
        launch(session);

        assertThat(awaitEnd(session).exit().reason()).isEqualTo(Exit.COMMAND_MISSING);
    }

    @Test
    void aCommandThatFailsWithAStartEndsIt() {
        Session session = session(Map.of(), new Setup(List.of(), List.of(), List.of(List.of("false"))));
        launch(session);

        assertThat(awaitEnd(session).exit().reason()).isEqualTo(Exit.SETUP_FAILED);
        assertThat(host.folders.prepared(session.id())).exists();
    }

    @Test
    void wordsStandForThemselvesWhateverIsInThem() throws IOException {
        List<String> words = List.of("printf", "%s|", "; rm -rf /", "$(id)", "'", "`id`", "a\nb", "../..", "*");
        Session session = session(Map.of(), new Setup(List.of(words), List.of(), List.of()));
        launch(session);
        awaitAnswer(session);

        assertThat(String.join("\n", log(session))).contains("; rm -rf /|$(id)|'|`id`|a\nb|../..|*|");
    }

    @Test
    void runsAsTheUserOfTheSession() throws IOException {
        assumeTrue(SessionUsers.uid(Path.of("/proc/self")) == 0);
        Session session =
                session(Map.of(), new Setup(List.of(shell("id -u > user; ls .. > seen; true")), List.of(), List.of()));
        launch(session);
        awaitAnswer(session);

        int owner = SessionUsers.uid(host.folders.workspace(session.id()));
        assertThat(file(session, "user").strip()).isEqualTo(String.valueOf(owner));
        assertThat(file(session, "seen")).isEmpty();
    }

    @Test
    void theStartCountsOnlyOnceItIsPreparedAndAStopEndsThat() {
        Session session = session(Map.of(), new Setup(List.of(shell("sleep 1000")), List.of(), List.of()));
        launch(session);
        await().atMost(DEADLINE).until(() -> host.processes(session).size() >= 3);

        Observation seen = observe(session);
        assertThat(seen).isInstanceOfSatisfying(Observation.Alive.class, alive -> assertThat(alive.since())
                .isAfter(host.record(session).launchedAt()));

        host.runtime().end(session.id()).block(DEADLINE);
        Observation.Ended ended = awaitEnd(session);
        assertThat(ended.withHost()).isTrue();
        assertThat(ended.exit().reason()).isNull();
        assertThat(host.processes(session)).isEmpty();
    }

    @Test
    void theEnvironmentReachesTheSessionAndNotWhatHasRights() throws IOException {
        Map<String, String> chosen = new LinkedHashMap<>();
        chosen.put("PLAIN", "value");
        chosen.put("HOSTILE", "'; touch /tmp/steward-hostile; echo '\n$(id) `id` \\");
        chosen.put("LD_LIBRARY_PATH", "/nowhere");
        chosen.put("PORT", "1");
        chosen.put("STEWARD_SESSION_ID", "another");
        Session session = session(chosen, Setup.NONE);
        launch(session);
        awaitAnswer(session);

        List<String> server = environment(host.server(session));
        assertThat(server)
                .contains("PLAIN=value", "LD_LIBRARY_PATH=/nowhere", "HOSTILE=" + chosen.get("HOSTILE"))
                .contains("PORT=" + session.placement().port(), "STEWARD_SESSION_ID=" + session.id())
                .doesNotContain("PORT=1", "STEWARD_SESSION_ID=another");
        assertThat(environment(host.record(session).shim().orElseThrow().pid()))
                .noneMatch(value -> value.startsWith("LD_LIBRARY_PATH") || value.startsWith("PLAIN"));
        assertThat(Path.of("/tmp/steward-hostile")).doesNotExist();
    }

    @Test
    void whatNoProcessCanHaveIsRefused() {
        for (Map<String, String> impossible : List.of(Map.of("A", "nul\0"), Map.of("A B", "1"), Map.of("A;id", "1"))) {
            Session session = session(impossible, Setup.NONE);

            assertThat(host.runtime().launch(session).block(DEADLINE)).isInstanceOf(LaunchOutcome.Refused.class);
            assertThat(host.processes(session)).isEmpty();
        }
    }

    private static List<String> shell(String command) {
        return List.of("/bin/sh", "-c", command);
    }

    private Session session(Map<String, String> environment, Setup setup) {
        SessionSpec spec = new SessionSpec("static", null, Resources.USUAL, environment, List.of(), null, setup);
        int port = host.runtime().freePort().blockOptional(DEADLINE).orElseThrow();
        return Given.pending(15, port, spec).start(Given.NOW).after();
    }

    private void launch(Session session) {
        assertThat(host.runtime().launch(session).block(DEADLINE)).isInstanceOf(LaunchOutcome.Launched.class);
    }

    private void awaitAnswer(Session session) {
        await().atMost(DEADLINE)
                .until(() ->
                        host.runtime().answers(session).blockOptional(DEADLINE).orElseThrow());
    }

    private Observation observe(Session session) {
        return host.runtime().observe(session).blockOptional(DEADLINE).orElseThrow();
    }

    private Observation.Ended awaitEnd(Session session) {
        await().atMost(DEADLINE).until(() -> observe(session) instanceof Observation.Ended);
        return (Observation.Ended) observe(session);
    }

    private List<String> log(Session session) {
        return host.runtime().log(session, 1_000, false).collectList().block(DEADLINE);
    }

    private String file(Session session, String name) throws IOException {
        return Files.readString(host.folders.workspace(session.id()).resolve(name));
    }

    private static List<String> environment(long pid) throws IOException {
        return List.of(Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1)
                .split("\0", -1));
    }
}
