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
import dev.steward.session.domain.UsageReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dev servers that want more than they may have: a script stands in for Java. */
class LimitsOnHostTest extends ScriptedHost {

    private static final long MIB = 1 << 20;
    private static final Resources SMALL = new Resources(500, 64 * MIB, 8 * MIB);
    private static final int FEW = 40;

    /** Takes more than it may and no more than each of its processes could, and keeps it. */
    private static final String HUNGRY = "x=$(head -c 80000000 /dev/zero | tr \"\\\\0\" x)\nsleep 1000";

    LimitsOnHostTest(@TempDir Path folder) throws IOException {
        super(folder);
    }

    @Test
    void endsASessionThatUsesTooMuchMemoryWithTheReason() throws IOException {
        Session session = launch(withoutGroups(), HUNGRY);

        Exit exit = awaitEnd(session).exit();

        assertThat(exit.reason()).isEqualTo(Exit.OUT_OF_MEMORY);
        assertThat(exit.inWords()).matches("It used \\d+ MiB of memory and may use 64 MiB\\.");
        assertThat(exit.lastLines()).contains("steward: " + exit.detail());
        assertThat(exit.mayGoBetter()).isTrue();
    }

    @Test
    void countsTheMemoryOfWhatLeftTheGroup() throws IOException {
        Session session = launch(withoutGroups(), "setsid sh -c '" + HUNGRY + "' &\nexec sleep 1000");

        assertThat(awaitEnd(session).exit().reason()).isEqualTo(Exit.OUT_OF_MEMORY);
        host.runtime().end(session.id()).block(DEADLINE);
        assertThat(host.processes(session)).isEmpty();
    }

    @Test
    void theKernelEndsItWhereItHasControlGroupsAndKeepsNone() throws IOException {
        ControlGroups groups = groups();
        assumeTrue(groups.limit("memory"));
        Session session = launch(withGroups(), HUNGRY);

        Exit exit = awaitEnd(session).exit();
        assertThat(exit.reason()).isEqualTo(Exit.OUT_OF_MEMORY);
        assertThat(exit.inWords()).isEqualTo("It wanted more than the 64 MiB of memory that it may use.");
        await().atMost(DEADLINE).until(() -> groups.found().isEmpty());
    }

    @Test
    void everythingOfASessionIsInItsGroups() throws IOException {
        assumeTrue(groups().limit("pids"));
        Session session = launch(withGroups(), "setsid sleep 1000 &\nexec sleep 1000");
        await().atMost(DEADLINE).until(() -> host.processes(session).size() == 3);

        int shim = host.record(session).shim().orElseThrow().pid();
        assertThat(host.processes(session))
                .filteredOn(process -> process.pid() != shim)
                .allSatisfy(process -> assertThat(Files.readString(Path.of("/proc/" + process.pid() + "/cgroup")))
                        .contains("/" + session.id()));
        assertThat(groups().found()).containsExactly(session.id());

        // With nobody but the shim to do it.
        host.kill(host.server(session));
        await().atMost(DEADLINE).until(() -> host.processes(session).isEmpty());
        await().atMost(DEADLINE).until(() -> groups().found().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"big", "$TMPDIR/big", "/var/tmp/big-$PORT"})
    void endsASessionWhoseFilesGrowTooLargeAndSaysByHowMuch(String file) throws IOException {
        assumeTrue(isRoot() || !file.startsWith("/"));
        Session session = launch(withoutGroups(), "head -c 20000000 /dev/zero > " + file + "\nexec sleep 1000");

        Exit exit = awaitEnd(session).exit();

        assertThat(exit.reason()).isEqualTo(Exit.DISK_QUOTA);
        assertThat(exit.mayGoBetter()).isFalse();
        assertThat(exit.inWords()).matches("It used \\d+ MiB of disk and may use 8 MiB\\.");
    }

    @Test
    void endsASessionWhoseWorkspaceCannotBeMeasured() throws IOException {
        Session session = launch(withoutGroups(), "exec sleep 1000");
        Path workspace = host.folders.workspace(session.id());
        await().atMost(DEADLINE).until(() -> disk(session) >= 0);

        Files.move(workspace, workspace.resolveSibling("elsewhere"));

        Exit exit = awaitEnd(session).exit();
        assertThat(exit.reason()).isEqualTo(Exit.DISK_QUOTA);
        assertThat(exit.inWords()).isEqualTo("Its workspace has too many files to be measured.");
    }

    @Test
    void saysWhatTheWorkspaceTakes() throws IOException {
        Session session = launch(withoutGroups(), "head -c 4194304 /dev/zero > file\nexec sleep 1000");

        await().atMost(DEADLINE).untilAsserted(() -> assertThat(disk(session)).isBetween(0.0039, 0.0045));
    }

    @Test
    void aForkBombIsBoundedAndEnds() throws IOException {
        assumeTrue(isRoot());
        Session session = launch(withoutGroups(), """
                sh -c 'while :; do setsid sleep 1000 & done' 2> /dev/null
                exec sleep 1000""");
        await().atMost(DEADLINE).until(() -> host.processes(session).size() > FEW / 2);
        assertThat(host.processes(session)).hasSizeLessThanOrEqualTo(FEW + 1);

        host.runtime().end(session.id()).block(DEADLINE);

        assertThat(host.processes(session)).isEmpty();
    }

    @Test
    void openFilesAreBounded() throws IOException {
        Session session = launch(withoutGroups(), "ulimit -n > files.part && mv files.part files\nexec sleep 1000");
        Path files = host.folders.workspace(session.id()).resolve("files");
        await().atMost(DEADLINE).until(() -> Files.exists(files));

        assertThat(Files.readString(files)).isEqualTo("99\n");
    }

    private double disk(Session session) {
        Map<String, UsageReading> readings =
                host.runtime().usage(List.of(session)).blockOptional(DEADLINE).orElseThrow();
        Double gib = readings.get(session.id()).diskGib();
        return gib == null ? -1 : gib;
    }

    private HostLimits withoutGroups() {
        return limits(data.resolve("no-groups"));
    }

    private static HostLimits withGroups() {
        return limits(Path.of("/sys/fs/cgroup"));
    }

    private static HostLimits limits(Path groups) {
        return new HostLimits(
                HostFixture.LIMITS.path(),
                Duration.ofMinutes(5),
                FEW,
                99,
                Duration.ofMillis(100),
                Duration.ofMillis(200),
                groups);
    }

    /** Those of the host, seen by another than the runtime. */
    private ControlGroups groups() {
        SessionUsers users = SessionUsers.forData(SessionFolders.below(data));
        return ControlGroups.on(Path.of("/sys/fs/cgroup"), users.groupName(), FEW);
    }

    private Session launch(HostLimits limits, String script) throws IOException {
        SessionSpec spec = new SessionSpec("static", null, SMALL, Map.of(), List.of(), null, Setup.NONE);
        return launch(limits, port -> Given.pending(16, port, spec), script);
    }
}
