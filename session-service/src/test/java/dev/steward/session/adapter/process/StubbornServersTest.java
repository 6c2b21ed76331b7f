package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import dev.steward.session.port.Observation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dev servers that do what a user's own might: a script stands in for Java. */
class StubbornServersTest extends ScriptedHost {

    /** An orphan of a session of its own that has forgotten whose it was. */
    private static final String GONE_AWAY = "env -i setsid /bin/sh -c '/bin/sleep 1000 &'";

    private static final List<Path> SHARED = List.of(Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm"));

    StubbornServersTest(@TempDir Path folder) throws IOException {
        super(folder);
    }

    @Test
    void endsDescendantsThatLeftTheGroupAndTheEnvironment() throws IOException {
        Session session = launch("""
                sleep 1000 &
                setsid sleep 1000 &
                %s
                exec sleep 1000""".formatted(isRoot() ? "env -i setsid sleep 1000 &" : ""));
        int expected = isRoot() ? 5 : 4;
        await().atMost(DEADLINE).until(() -> host.processes(session).size() == expected);

        host.runtime().end(session.id()).block(DEADLINE);

        assertThat(host.processes(session)).isEmpty();
    }

    @Test
    void descendantsDieWithTheServer() throws IOException {
        Session session = launch("""
                sleep 1000 &
                exec sleep 1000""");
        await().atMost(DEADLINE).until(() -> host.processes(session).size() == 3);

        host.kill(host.server(session));

        await().atMost(DEADLINE).until(() -> host.processes(session).isEmpty());
    }

    @Test
    void whatSomebodyElseAnswersOnItsPortIsNoAnswerOfIts() throws IOException {
        Session session = launch("exec sleep 1000");
        await().atMost(DEADLINE).until(() -> host.record(session).serverBegan().isPresent());
        int port = session.placement().port();
        HttpServer stranger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        stranger.start();
        try {
            assertThat(new ReadinessProbe(DEADLINE).answers(port)).isTrue();
            assertThat(host.runtime().responds(session).block(DEADLINE)).isFalse();
            assertThat(host.runtime().answers(session).block(DEADLINE)).isFalse();
        } finally {
            stranger.stop(0);
        }
    }

    /** One that bears its mark, as anybody can, and runs as the user of its own session. */
    @Test
    void whatAnotherSessionAnswersOnItsPortIsNoAnswerOfIts() throws IOException {
        assumeTrue(isRoot());
        Session session = launch("exec sleep 1000");
        int port = session.placement().port();
        Session other = Given.pending(13, port).start(Given.NOW).after();
        List<String> command = new ArrayList<>(
                SessionUsers.forData(host.folders).reader(other.placement().slot()));
        command.addAll(new FileServer(HostFixture.JAVA, data.resolve("no-cache"))
                .command(InetAddress.getLoopbackAddress(), port, Path.of("/tmp")));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put(SessionProcesses.MARK, session.id());
        Process process = builder.start();
        try {
            ReadinessProbe probe = new ReadinessProbe(DEADLINE);
            await().atMost(DEADLINE).until(() -> probe.answers(port));

            assertThat(host.runtime().responds(session).block(DEADLINE)).isFalse();
        } finally {
            process.destroyForcibly();
        }
    }

    /** With nobody but the shim to do it, and no control groups. */
    @Test
    void whatLeftTheGroupAndTheEnvironmentDiesWithTheServer() throws IOException {
        assumeTrue(isRoot());
        Session session = launch(GONE_AWAY + " > /dev/null 2>&1\nexec sleep 1000");
        await().atMost(DEADLINE).until(() -> host.processes(session).size() == 3);

        host.kill(host.server(session));

        await().atMost(DEADLINE).until(() -> host.processes(session).isEmpty());
    }

    @Test
    void withoutUsersWhatPrintsIntoTheLogIsFoundAllTheSame() throws IOException {
        SessionProcesses processes = new SessionProcesses(
                new ProcFs(), SessionFolders.below(data), new SessionUsers(false, UserRanges.preferred(data)));
        Session session = launch(GONE_AWAY + "\nexec sleep 1000");

        await().atMost(DEADLINE).until(() -> processes.of(session.id()).size() == 3);
        assertThat(processes.bySession(Set.of(session.id())).get(session.id())).hasSize(3);
        assertThat(processes.kill(session.id())).isEqualTo(3);
        await().atMost(DEADLINE).until(() -> processes.of(session.id()).isEmpty());
    }

    @Test
    void nothingItLeftForAWhileStaysWhenItHasEnded() throws IOException {
        Session session = leaving();

        host.runtime().end(session.id()).block(DEADLINE);

        assertThat(leftBy(session)).isEmpty();
        assertThat(host.folders.temporary(session.id())).doesNotExist();
        assertThat(data.resolve("secret")).hasContent("secret");
    }

    @Test
    void nothingItLeftWhereEverybodyMayWriteStaysWhenItDied() throws IOException {
        assumeTrue(isRoot());
        Session session = leaving();

        host.kill(host.server(session));

        await().atMost(DEADLINE).until(() -> leftBy(session).isEmpty());
        assertThat(data.resolve("secret")).hasContent("secret");
    }

    @Test
    void killsAServerThatIgnoresItsSignal() throws IOException {
        Session session = launch("""
                trap '' TERM
                while :; do sleep 0.1; done""");
        await().atMost(DEADLINE).until(() -> host.processes(session).size() > 1);

        host.runtime().end(session.id()).block(DEADLINE);

        assertThat(host.processes(session)).isEmpty();
    }

    @Test
    void reportsTheExitStatusAndTheLastLines() throws IOException {
        Session session = launch("""
                echo starting
                echo 'cannot bind' >&2
                exit 3""");

        Observation.Ended ended = awaitEnd(session);

        assertThat(ended.exit().code()).isEqualTo(3);
        assertThat(ended.exit().signal()).isNull();
        assertThat(ended.exit().lastLines()).containsExactly("starting", "cannot bind");
        assertThat(ended.withHost()).isFalse();
    }

    @Test
    void countsTheTimeOfChildrenThatEnded() throws IOException {
        Session session = launch("""
                sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'
                exit 0""");

        assertThat(awaitEnd(session).usage().cpuSeconds()).isGreaterThan(0.05);
    }

    @Test
    void runsAsAUserOfItsOwnWithoutPrivileges() throws IOException {
        assumeTrue(isRoot());
        Session session = launch("exec sleep 1000");
        await().atMost(DEADLINE).until(() -> host.processes(session).size() == 2);
        // Before that it is still what drops the privileges.
        Path name = Path.of("/proc/" + host.server(session) + "/comm");
        await().atMost(DEADLINE).until(() -> Files.readString(name).equals("sleep\n"));

        String status = Files.readString(Path.of("/proc/" + host.server(session) + "/status"));
        Path workspace = host.folders.workspace(session.id());
        Integer owner = (Integer) Files.getAttribute(workspace, "unix:uid", LinkOption.NOFOLLOW_LINKS);

        assertThat(owner).isPositive();
        assertThat(status)
                .contains("Uid:\t%1$d\t%1$d\t%1$d\t%1$d".formatted(owner))
                .contains("Gid:\t%1$d\t%1$d\t%1$d\t%1$d".formatted(owner))
                .contains("NoNewPrivs:\t1", "CapBnd:\t0000000000000000", "CapEff:\t0000000000000000");
        assertThat(Files.getPosixFilePermissions(workspace)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getAttribute(host.folders.control(session.id()), "unix:uid"))
                .isEqualTo(0);
    }

    @Test
    void slotsHaveDifferentUsers() {
        assumeTrue(isRoot());
        host = new HostFixture(data);
        SessionUsers users = SessionUsers.forData(host.folders);

        Set<Object> prefixes = Set.of(1, 2, 3).stream().map(users::prefix).collect(Collectors.toSet());

        assertThat(prefixes).hasSize(3);
    }

    /** One that has put folders and links everywhere it may; without users only where that is its own. */
    private Session leaving() throws IOException {
        Files.writeString(data.resolve("secret"), "secret");
        Session session = launch("""
                for folder in %1$s "$TMPDIR"; do
                    mkdir "$folder/left-$PORT" && ln -s '%2$s' "$folder/left-$PORT/link" && ln -s '%2$s' "$folder/link-$PORT"
                done
                : > "$TMPDIR/done"
                exec sleep 1000""".formatted(isRoot() ? "/tmp /var/tmp /dev/shm" : "", data.resolve("secret")));
        Path done = host.folders.temporary(session.id()).resolve("done");
        await().atMost(DEADLINE).until(() -> Files.exists(done));
        assertThat(leftBy(session)).hasSize(isRoot() ? 2 * SHARED.size() : 0);
        return session;
    }

    private static List<Path> leftBy(Session session) {
        int port = session.placement().port();
        return SHARED.stream()
                .flatMap(folder -> Stream.of(folder.resolve("left-" + port), folder.resolve("link-" + port)))
                .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    private Session launch(String script) throws IOException {
        return launch(HostFixture.LIMITS, port -> Given.pending(12, port), script);
    }
}
