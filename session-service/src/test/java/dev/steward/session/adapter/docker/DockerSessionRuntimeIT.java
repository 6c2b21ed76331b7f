package dev.steward.session.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import dev.steward.session.adapter.process.DiskWorkspaces;
import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.Setup;
import dev.steward.session.domain.Templates;
import dev.steward.session.port.LaunchOutcome;
import dev.steward.session.port.SessionRuntime;
import dev.steward.session.port.SessionRuntimeConformance;
import dev.steward.session.port.Workspaces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** On the engine of this machine; not run where none answers. */
class DockerSessionRuntimeIT extends SessionRuntimeConformance {

    private static final long START_CPU = 2_000;
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Scheduler BLOCKING =
            Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor(), "test-blocking");

    private final DockerHost host = DockerHost.required();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Workspaces workspaces;
    private DockerSessionRuntime runtime;

    DockerSessionRuntimeIT(@TempDir Path data) throws Exception {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
        workspaces = new DiskWorkspaces(data, 1 << 20, 1 << 30, BLOCKING);
        runtime = newRuntime();
    }

    @AfterEach
    void leaveNothing() throws Exception {
        get(runtime.found()
                .flatMapMany(Flux::fromIterable)
                .concatMap(runtime::remove)
                .then());
        assertThat(host.leftovers()).isEmpty();
        runtime.close();
        for (AutoCloseable each : open) {
            each.close();
        }
        host.close();
    }

    @Override
    protected SessionRuntime runtime() {
        return runtime;
    }

    @Override
    protected SessionRuntime restarted() {
        runtime.close();
        runtime = newRuntime();
        return runtime;
    }

    @Override
    protected void killServer(Session session) {
        host.kill(session.id());
    }

    @Override
    protected void occupy(int port) throws Exception {
        ServerSocket socket = new ServerSocket();
        open.add(socket);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    @Override
    protected void print(Session session, String line) throws Exception {
        host.print(Names.container(session), line);
    }

    @Test
    void mayDoNothingButServeItsWorkspace() {
        Session session = launched(SessionSpec.USUAL);

        InspectContainerResponse made =
                host.client().inspectContainerCmd(Names.container(session)).exec();
        HostConfig limits = made.getHostConfig();
        assertThat(limits.getReadonlyRootfs()).isTrue();
        assertThat(limits.getPrivileged()).isFalse();
        assertThat(limits.getSecurityOpts()).contains("no-new-privileges:true");
        assertThat(limits.getCapDrop()).containsExactly(Capability.ALL);
        assertThat(limits.getMemory()).isEqualTo(512L << 20).isEqualTo(limits.getMemorySwap());
        assertThat(limits.getCpuPeriod()).isEqualTo(100_000);
        assertThat(limits.getCpuQuota()).isIn(100_000L, 200_000L);
        assertThat(limits.getPidsLimit()).isEqualTo(256);
        assertThat(limits.getNetworkMode()).isEqualTo(Names.network(session.id()));
        assertThat(made.getMounts()).hasSize(1);
        assertThat(made.getConfig().getLabels())
                .containsEntry(Names.OWNER, host.owner())
                .containsEntry(Names.SESSION, session.id())
                .containsEntry(Names.PROJECT, "shop")
                .containsEntry(Names.ATTEMPT, "1");
        String owner = made.getConfig().getUser();
        assertThat(owner).isEqualTo(ownerOf(get(workspaces.mount(session)).folder()));
    }

    @Test
    void hasMoreCpuUntilItAnswersAlsoWhenTheServiceIsStartedAnewInBetween() {
        Session session = launched(SessionSpec.USUAL);
        awaitQuota(session, 100_000);

        host.client()
                .updateContainerCmd(Names.container(session))
                .withCpuQuota(200_000L)
                .exec();
        assertThat(get(restarted().responds(session))).isTrue();
        awaitQuota(session, 100_000);
    }

    private void awaitQuota(Session session, long quota) {
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(host.client()
                        .inspectContainerCmd(Names.container(session))
                        .exec()
                        .getHostConfig()
                        .getCpuQuota())
                .isEqualTo(quota));
    }

    @Test
    void namesAndCommandsOfAnAttackerAreOnlyWords() {
        SessionSpec usual = SessionSpec.USUAL;
        List<String> hostile =
                List.of("sh", "-c", "printf '%s' \"$1\" > said", "sh", "'; touch pwned; echo '$(id)`id`");
        SessionSpec spec = new SessionSpec(
                usual.template(),
                null,
                usual.resources(),
                Map.of("A", "'; rm -rf / #\n$(id)", "PORT", "1", "HOME", "/"),
                List.of(),
                null,
                new Setup(List.of(), List.of(), List.of(hostile)));
        Session session = launched(spec);

        Path workspace = get(workspaces.mount(session)).folder();
        assertThat(workspace.resolve("said")).hasContent("'; touch pwned; echo '$(id)`id`");
        assertThat(workspace.resolve("pwned")).doesNotExist();
        assertThat(host.client()
                        .inspectContainerCmd(Names.container(session))
                        .exec()
                        .getConfig()
                        .getEnv())
                .contains("PORT=8080", "HOME=/workspace", "A='; rm -rf / #\n$(id)");
    }

    @Test
    void preparesAWorkspaceOnlyOnce() {
        SessionSpec usual = SessionSpec.USUAL;
        Setup setup = new Setup(
                List.of(List.of("sh", "-c", "echo created >> done")),
                List.of(List.of("sh", "-c", "echo prepared >> done")),
                List.of(List.of("sh", "-c", "echo started >> done")));
        Session session =
                launched(new SessionSpec(usual.template(), null, usual.resources(), Map.of(), List.of(), null, setup));
        killServer(session);
        awaitEnd(session);
        Session next = session.start(Given.NOW).after();
        get(runtime.end(next.id()));
        get(runtime.launch(next));
        awaitAnswer(next);

        assertThat(get(workspaces.mount(session)).folder().resolve("done"))
                .hasContent("created\nprepared\nstarted\nstarted");
    }

    @Test
    void runsTheOwnCommandOfAnImageAndSaysWhenThereIsNone() {
        SessionSpec usual = SessionSpec.USUAL;
        // Its own command is a shell, which ends at once without a terminal.
        Session session = starting(new SessionSpec(
                Templates.IMAGE, DockerHost.IMAGE, usual.resources(), Map.of(), List.of(), null, Setup.NONE));
        get(runtime.launch(session));

        assertThat(awaitEnd(session).exit().code()).isZero();
    }

    @Test
    void whatWasMadeAndNotStartedIsLaunchedAgain() {
        Session session = starting(SessionSpec.USUAL);
        host.client()
                .createContainerCmd(DockerHost.IMAGE)
                .withName(Names.container(session))
                .withLabels(new Names(host.owner()).ofAttempt(session))
                .exec();

        get(runtime.end(session.id()));
        assertThat(get(runtime.launch(session))).isInstanceOf(LaunchOutcome.Launched.class);

        awaitAnswer(session);
    }

    @Test
    void volumesOfAnImageTakeNoDiskAndLeaveNothing(@TempDir Path context) throws Exception {
        Files.writeString(
                context.resolve("Dockerfile"), "FROM " + DockerHost.IMAGE + "\nVOLUME [\"/data\", \"/srv/db/\"]\n");
        String image = host.build(context);
        SessionSpec usual = SessionSpec.USUAL;
        Setup setup = new Setup(
                List.of(), List.of(), List.of(List.of("sh", "-c", "echo kept > /data/file; cat /data/file > said")));
        List<String> before = host.volumes();

        Session session =
                launched(new SessionSpec(usual.template(), image, usual.resources(), Map.of(), List.of(), null, setup));

        assertThat(get(workspaces.mount(session)).folder().resolve("said")).hasContent("kept");
        assertThat(host.client()
                        .inspectContainerCmd(Names.container(session))
                        .exec()
                        .getMounts())
                .noneMatch(mount -> mount.getName() != null);
        get(runtime.remove(session.id()));
        assertThat(host.volumes()).isSubsetOf(before);
    }

    @Test
    void whatIsBegunForALaunchIsUsedByItAndGoesWithoutIt() {
        Session session = Given.pending(7, get(runtime.freePort()));
        Session another = Given.pending(8, get(runtime.freePort()));
        runtime.expect(session);
        runtime.expect(session);
        runtime.expect(another);

        get(runtime.remove(another.id()));
        assertThat(host.leftovers()).doesNotContain(Names.network(another.id()));
        Session started = session.start(Given.NOW).after();
        assertThat(get(runtime.launch(started))).isInstanceOf(LaunchOutcome.Launched.class);

        awaitAnswer(started);
        assertThat(host.leftovers()).containsExactlyInAnyOrder(Names.container(started), Names.network(session.id()));
    }

    @Test
    void sessionsHaveNetworksOfTheirOwnAndSuitesDoNotSeeEachOther() {
        Session one = launched(SessionSpec.USUAL);
        Session two = launched(SessionSpec.USUAL);

        assertThat(host.leftovers()).contains(Names.network(one.id()), Names.network(two.id()));
        try (DockerSessionRuntime other = newRuntime("another-suite")) {
            assertThat(get(other.found())).isEmpty();
            get(other.end(one.id()));
        }
        assertThat(get(runtime.answers(one))).isTrue();
    }

    private Session launched(SessionSpec spec) {
        Session session = starting(spec);
        assertThat(get(runtime.launch(session))).isInstanceOf(LaunchOutcome.Launched.class);
        awaitAnswer(session);
        return session;
    }

    private static String ownerOf(Path folder) {
        try {
            return Files.getAttribute(folder, "unix:uid") + ":" + Files.getAttribute(folder, "unix:gid");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private DockerSessionRuntime newRuntime() {
        return newRuntime(host.owner());
    }

    private DockerSessionRuntime newRuntime(String owner) {
        DockerSettings settings = new DockerSettings(
                host.address(),
                owner,
                20_000,
                29_999,
                "10.211.0.0/16",
                START_CPU,
                256,
                DockerSettings.Pull.MISSING,
                Duration.ofSeconds(20),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2));
        Templates templates = new Templates(Map.of(Templates.STATIC, DockerHost.IMAGE));
        return new DockerSessionRuntime(settings, templates, workspaces, Clock.systemUTC(), BLOCKING);
    }
}
