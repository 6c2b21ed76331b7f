package dev.steward.session.adapter.process;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.Templates;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A data folder of its own with real processes, all of which are gone when it is closed. */
final class HostFixture implements AutoCloseable {

    static final Scheduler BLOCKING =
            Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor(), "test-blocking");

    static final HostLimits LIMITS = new HostLimits(
            "/usr/local/bin:/usr/bin:/bin",
            Duration.ofMinutes(5),
            512,
            4_096,
            Duration.ofMillis(100),
            Duration.ofSeconds(10),
            Path.of("/no-groups"));

    static final Path JAVA = Path.of(System.getProperty("java.home"));

    final ProcessSettings settings;
    final SessionFolders folders;
    final SessionProcesses processes;
    private ProcessSessionRuntime runtime;

    HostFixture(Path data) {
        this(data, JAVA, LIMITS);
    }

    HostFixture(Path data, Path javaHome, HostLimits limits) {
        try {
            // JUnit makes its folders for the owner only; the users of sessions have to pass through.
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        settings = new ProcessSettings(
                data,
                javaHome,
                InetAddress.getLoopbackAddress(),
                20_000,
                29_999,
                Duration.ofSeconds(2),
                Duration.ofMillis(250),
                limits);
        folders = SessionFolders.below(data);
        processes = new SessionProcesses(new ProcFs(), folders, SessionUsers.forData(folders));
        runtime = newRuntime();
    }

    ProcessSessionRuntime runtime() {
        return runtime;
    }

    /** What a restart of the service amounts to: another runtime over the same folders, the first one not told. */
    ProcessSessionRuntime restarted() {
        close(runtime);
        runtime = newRuntime();
        return runtime;
    }

    SessionHomes homes() {
        return new SessionHomes(folders, SessionUsers.forData(folders));
    }

    AttemptRecord record(Session session) {
        return new AttemptRecord(folders.record(session.id(), session.attempts().count()));
    }

    /** The dev server's pid, as the shim recorded it. */
    long server(Session session) {
        try {
            String words = Files.readString(record(session).folder().resolve("server"));
            return Long.parseLong(words.substring(0, words.indexOf(' ')));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    List<ProcessStat> processes(Session session) {
        return processes.of(session.id());
    }

    @Override
    public void close() {
        runtime.found()
                .flatMapMany(Flux::fromIterable)
                .concatMap(runtime::remove)
                .blockLast(Duration.ofSeconds(30));
        close(runtime);
    }

    private ProcessSessionRuntime newRuntime() {
        return new ProcessSessionRuntime(settings, new Templates(Map.of()), Clock.systemUTC(), BLOCKING);
    }

    private static void close(ProcessSessionRuntime closed) {
        try {
            closed.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
