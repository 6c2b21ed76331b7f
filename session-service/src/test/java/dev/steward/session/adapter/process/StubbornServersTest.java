package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import dev.steward.session.port.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dev servers that do what a user's own might: a script stands in for Java. */
class StubbornServersTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Path data;
    private final Path javaHome;
    private HostFixture host;

    StubbornServersTest(@TempDir Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        data = Files.createDirectory(folder.resolve("data"));
        javaHome = Files.createDirectory(folder.resolve("java"));
        Files.createDirectory(javaHome.resolve("bin"));
    }

    @AfterEach
    void leaveNothing() {
        host.close();
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

    private Session launch(String script) throws IOException {
        Path java = javaHome.resolve("bin/java");
        Files.writeString(java, "#!/bin/sh\n" + script + "\n");
        for (Path each : Set.of(java, java.getParent(), javaHome, data)) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        host = new HostFixture(data, javaHome);
        int port = host.runtime().freePort().blockOptional(DEADLINE).orElseThrow();
        Session session = Given.pending(12, port).start(Given.NOW).after();
        host.runtime().launch(session).block(DEADLINE);
        return session;
    }

    private Observation.Ended awaitEnd(Session session) {
        await().atMost(DEADLINE)
                .until(() -> host.runtime().observe(session).block(DEADLINE) instanceof Observation.Ended);
        return (Observation.Ended) host.runtime().observe(session).block(DEADLINE);
    }

    private static boolean isRoot() {
        return SessionUsers.uid(Path.of("/proc/self")) == 0;
    }
}
