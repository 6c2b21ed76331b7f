package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.Exit;
import dev.steward.session.domain.Given;
import dev.steward.session.domain.RestartRequest;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.port.LaunchOutcome;
import dev.steward.session.port.Observation;
import dev.steward.session.port.SessionRuntime;
import dev.steward.session.port.SessionRuntimeConformance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;

class ProcessSessionRuntimeTest extends SessionRuntimeConformance {

    private static final FileTime LONG_AGO = FileTime.from(Instant.EPOCH);

    private final HostFixture host;
    private final List<AutoCloseable> open = new ArrayList<>();

    ProcessSessionRuntimeTest(@TempDir Path data) {
        host = new HostFixture(PreparedFileServer.in(data));
    }

    @AfterEach
    void leaveNothing() throws Exception {
        host.close();
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Override
    protected SessionRuntime runtime() {
        return host.runtime();
    }

    @Override
    protected SessionRuntime restarted() {
        return host.restarted();
    }

    @Override
    protected Map<Need, String> lacks() {
        return Map.of(Need.IMAGES, "processes are not made from images");
    }

    @Override
    protected void killServer(Session session) {
        host.kill(host.server(session));
    }

    @Override
    protected void occupy(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        open.add(socket);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    @Override
    protected void print(Session session, String line) throws IOException {
        // Another writer that appends is to a reader what the processes are.
        Files.writeString(host.record(session).output(), line + "\n", StandardOpenOption.APPEND);
    }

    @Test
    void letsGoOfTheLogWithWhoeverListens() {
        Session session = launched();
        Path output = host.record(session).output();
        Disposable listening = host.runtime().log(session, 10, true).subscribe();
        soon().until(() -> open(output) == 1);

        listening.dispose();

        soon().until(() -> open(output) == 0);
    }

    @Test
    void servesItsWorkspaceFromAnEnvironmentFromScratch() throws Exception {
        Session session = launched();
        Path page = host.folders.workspace(session.id()).resolve("index.html");
        Files.writeString(page, "<h1>hello</h1>");

        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(session.placement().directAddress() + "/"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("<h1>hello</h1>");
        }
        String environment =
                Files.readString(Path.of("/proc/" + host.server(session) + "/environ"), StandardCharsets.ISO_8859_1);
        assertThat(environment).contains("STEWARD_SESSION_ID=" + session.id()).doesNotContain("JAVA_HOME", "USER=");
    }

    @Test
    void leadsAPosixSessionOfItsOwn() {
        Session session = launched();
        int shim = host.record(session).shim().orElseThrow().pid();

        assertThat(host.processes(session))
                .extracting(ProcessStat::pid)
                .contains(shim, Math.toIntExact(host.server(session)));
        assertThat(host.processes(session)).extracting(ProcessStat::session).containsOnly(shim);
    }

    @Test
    void isFoundAgainByAServiceThatWasRestarted() {
        Session session = launched();
        long server = host.server(session);

        SessionRuntime restarted = host.restarted();

        assertThat(get(restarted.observe(session))).isInstanceOf(Observation.Alive.class);
        assertThat(get(restarted.launch(session))).isInstanceOf(LaunchOutcome.Launched.class);
        assertThat(host.server(session)).isEqualTo(server);
        assertThat(get(restarted.answers(session))).isTrue();
    }

    @Test
    void seesWhatEndedWhileNobodyWatched() {
        Session session = launched();
        long server = host.server(session);
        host.runtime().onChange(_ -> {});

        host.kill(server);
        soon().until(() -> host.record(session).ending().isPresent());

        Observation seen = get(host.restarted().observe(session));
        assertThat(seen).isInstanceOfSatisfying(Observation.Ended.class, ended -> {
            assertThat(ended.exit().signal()).isEqualTo(9);
            assertThat(ended.usage().cpuSeconds()).isPositive();
        });
    }

    @Test
    void takesAPidThatIsUsedAgainForSomethingElse() throws IOException {
        Session session = launched();
        AttemptRecord.Identity shim = host.record(session).shim().orElseThrow();

        assertThat(endedFor(session, shim.pid() + " " + (shim.startTicks() + 1) + " " + shim.bootId()))
                .returns(false, Observation.Ended::withHost);
    }

    @Test
    void knowsThatTheMachineWasRestarted() throws IOException {
        Session session = launched();
        AttemptRecord.Identity shim = host.record(session).shim().orElseThrow();

        assertThat(endedFor(session, shim.pid() + " " + shim.startTicks() + " another-boot"))
                .returns(true, Observation.Ended::withHost);
    }

    @Test
    void knowsThatTheContainerWasRestarted() throws IOException {
        Session session = launched();
        AttemptRecord.Identity shim = host.record(session).shim().orElseThrow();
        String machine = shim.bootId().substring(0, shim.bootId().indexOf('/'));

        assertThat(endedFor(session, shim.pid() + " " + shim.startTicks() + " " + machine + "/another-process-1"))
                .returns(true, Observation.Ended::withHost);
    }

    @Test
    void noticesAShimThatWasKilledAndLeavesNobodyBehind() {
        Session session = launched();
        List<String> told = new ArrayList<>();
        host.runtime().onChange(told::add);

        host.kill(host.record(session).shim().orElseThrow().pid());

        soon().until(() -> told.contains(session.id()));
        assertThat(awaitEnd(session).exit().signal()).isNull();
        get(host.runtime().end(session.id()));
        assertThat(host.processes(session)).isEmpty();
    }

    @Test
    void endsOnTheShimsSignalAsFromTheLauncher() {
        Session session = launched();

        ProcessHandle.of(host.record(session).shim().orElseThrow().pid()).ifPresent(ProcessHandle::destroy);

        assertThat(awaitEnd(session).withHost()).isTrue();
        soon().until(() -> host.processes(session).isEmpty());
    }

    @Test
    void aTornRecordIsNone() throws IOException {
        Session session = launched();
        Path records = host.record(session).folder();
        host.kill(host.record(session).shim().orElseThrow().pid());
        awaitEnd(session);
        Files.writeString(records.resolve("exit"), "");
        Files.writeString(records.resolve("shim"), "");
        Files.setLastModifiedTime(records.resolve("shim.sh"), LONG_AGO);

        assertThat(get(host.restarted().observe(session)))
                .isInstanceOfSatisfying(
                        Observation.Ended.class,
                        ended -> assertThat(ended.exit().code()).isNull());
    }

    @Test
    void anAttemptOfAServiceKilledBeforeItSpawnedIsOverAndTheNextRunsOnce() throws IOException {
        Session session = Given.pending(12, get(host.runtime().freePort()))
                .start(Given.NOW)
                .after();
        host.homes().claim(session);
        Files.setLastModifiedTime(host.record(session).folder(), LONG_AGO);
        SessionRuntime restarted = host.restarted();

        assertThat(get(restarted.launch(session))).isInstanceOf(LaunchOutcome.Launched.class);
        assertThat(get(restarted.observe(session))).isInstanceOf(Observation.Ended.class);
        assertThat(host.processes(session)).isEmpty();

        Session again = session.crash(new Exit(null, null, List.of(), Given.NOW), Given.NOW, "correlation")
                .after()
                .restart(RestartRequest.byService("no-decision"), Given.NOW)
                .after();
        get(restarted.launch(again));
        get(host.restarted().launch(again));
        awaitAnswer(again);
        assertThat(host.processes(again))
                .filteredOn(it -> it.pid() == it.session())
                .hasSize(1);
    }

    @Test
    void foldersOfAServiceKilledWhileItMadeThemCanBeUsed() throws IOException {
        Session session = Given.pending(13, get(host.runtime().freePort()))
                .start(Given.NOW)
                .after();
        Path folder = host.folders.session(session.id());
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));

        get(host.restarted().launch(session));

        awaitAnswer(session);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx--x--x");
    }

    /** What a service that is started now makes of a shim of which this is recorded. */
    private Observation.Ended endedFor(Session session, String recorded) throws IOException {
        Files.writeString(host.record(session).folder().resolve("shim"), recorded);
        Observation seen = get(host.restarted().observe(session));
        assertThat(seen).isInstanceOf(Observation.Ended.class);
        return (Observation.Ended) seen;
    }

    /** How often this process has a file open. */
    private static long open(Path file) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .filter(descriptor -> {
                        try {
                            return Files.readSymbolicLink(descriptor).equals(file);
                        } catch (IOException _) {
                            return false;
                        }
                    })
                    .count();
        }
    }

    private Session launched() {
        Session session = starting(SessionSpec.USUAL);
        assertThat(get(host.runtime().launch(session))).isInstanceOf(LaunchOutcome.Launched.class);
        awaitAnswer(session);
        return session;
    }
}
