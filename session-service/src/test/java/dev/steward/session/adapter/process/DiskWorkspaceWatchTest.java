package dev.steward.session.adapter.process;

import static dev.steward.session.domain.WorkspaceChange.Kind.CREATED;
import static dev.steward.session.domain.WorkspaceChange.Kind.DELETED;
import static dev.steward.session.domain.WorkspaceChange.Kind.MODIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.WorkspaceChanges;
import dev.steward.session.port.WorkspaceWatch;
import dev.steward.session.port.WorkspaceWatchContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

/** Real folders, watched by inotify. */
class DiskWorkspaceWatchTest extends WorkspaceWatchContract {

    private static final int MOST_FOLDERS = 50;

    /** One thread, so that what is submitted last is done last. */
    private final ExecutorService one = Executors.newSingleThreadExecutor();

    private final Path data;
    private final SessionFolders folders;
    private final DiskWorkspaceWatch watch;

    DiskWorkspaceWatchTest(@TempDir Path data) {
        this.data = data;
        this.folders = SessionFolders.below(data);
        this.watch = new DiskWorkspaceWatch(
                data,
                new WatchLimits(MOST_FOLDERS, 20_000, Set.of("node_modules")),
                Duration.ofMillis(100),
                Clock.systemUTC(),
                Schedulers.fromExecutorService(one));
    }

    @Override
    protected WorkspaceWatch watch() {
        return watch;
    }

    @Override
    protected void make(Session session) {
        folder(session, "");
    }

    @Override
    protected void write(Session session, String path, String content) {
        try {
            Files.writeString(workspace(session).resolve(path), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void remove(Session session, String path) {
        try {
            FileSystemUtils.deleteRecursively(workspace(session).resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void awaitBegun() {
        try {
            one.submit(() -> {}).get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        watch.close();
        one.shutdownNow();
    }

    @Test
    void findsWhatIsMadeInANewFolderBeforeItIsWatched() {
        Session session = made();
        List<WorkspaceChanges> told = listen(session, false);

        folder(session, "a/b/c");
        write(session, "a/b/c/deep.txt", "x");

        awaitChange(told, "a/b/c/deep.txt", CREATED);
        awaitChange(told, "a", CREATED);
        write(session, "a/b/c/deep.txt", "longer");
        awaitChange(told, "a/b/c/deep.txt", MODIFIED);
    }

    @Test
    void noticesAFolderThatIsRemovedAndMadeAgain() {
        Session session = made();
        folder(session, "src");
        write(session, "src/a.txt", "x");
        List<WorkspaceChanges> told = listen(session, false);

        remove(session, "src");
        awaitChange(told, "src/a.txt", DELETED);
        awaitChange(told, "src", DELETED);
        folder(session, "src");
        write(session, "src/b.txt", "x");
        awaitChange(told, "src/b.txt", CREATED);
        remove(session, "src/b.txt");
        awaitChange(told, "src/b.txt", DELETED);
    }

    @Test
    void noticesAFolderThatWasMoved() throws IOException {
        Session session = made();
        folder(session, "old/in");
        write(session, "old/in/a.txt", "x");
        List<WorkspaceChanges> told = listen(session, false);

        Files.move(workspace(session).resolve("old"), workspace(session).resolve("new"));
        awaitChange(told, "new/in/a.txt", CREATED);
        awaitChange(told, "old/in/a.txt", DELETED);
        write(session, "new/in/b.txt", "x");
        awaitChange(told, "new/in/b.txt", CREATED);
    }

    @Test
    void noticesAWorkspaceThatIsRemovedAndMadeAgain() {
        Session session = made();
        write(session, "a.txt", "x");
        List<WorkspaceChanges> told = listen(session, false);

        remove(session, "");
        awaitChange(told, "a.txt", DELETED);
        make(session);
        write(session, "b.txt", "x");
        awaitChange(told, "b.txt", CREATED);
    }

    @Test
    void tellsOfABurstWithoutListingAllOfIt() {
        Session session = made();
        List<WorkspaceChanges> told = listen(session, false);

        for (int i = 0; i < 10_000; i++) {
            write(session, "f" + i, "x");
        }
        write(session, "last.txt", "x");
        await().atMost(DEADLINE).until(() -> told.stream().anyMatch(WorkspaceChanges::truncated));
        assertThat(told).allSatisfy(changes -> assertThat(changes.changes()).hasSizeLessThanOrEqualTo(100));

        // It has not lost its way: single changes are told as ever.
        await().atMost(DEADLINE).untilAsserted(() -> {
            write(session, "f9999", "another " + told.size());
            assertThat(paths(told)).contains("f9999");
        });
        assertThat(told.size()).isLessThan(2_000);
    }

    @Test
    void leavesOutWhatIsExcludedAndWhatIsBeyondItsBounds() {
        Session session = made();
        folder(session, "node_modules/x");
        List<WorkspaceChanges> told = listen(session, false);

        write(session, "node_modules/x/a.js", "x");
        folder(session, "web/node_modules");
        write(session, "seen.txt", "x");
        awaitChange(told, "seen.txt", CREATED);
        awaitChange(told, "web", CREATED);
        assertThat(paths(told)).noneMatch(path -> path.contains("node_modules"));

        for (int i = 0; i <= MOST_FOLDERS; i++) {
            folder(session, "many/" + i);
        }
        await().atMost(DEADLINE).until(() -> told.stream().anyMatch(WorkspaceChanges::truncated));
    }

    @Test
    void aLinkLeadsNowhere() throws IOException {
        Path outside = Files.createDirectory(data.resolve("outside"));
        Session session = made();
        List<WorkspaceChanges> told = listen(session, false);

        Files.createSymbolicLink(workspace(session).resolve("link"), outside);
        awaitChange(told, "link", CREATED);
        Files.writeString(outside.resolve("secret.txt"), "x");
        write(session, "end.txt", "x");
        awaitChange(told, "end.txt", CREATED);

        assertThat(paths(told)).containsExactlyInAnyOrder("link", "end.txt");
    }

    /** As if a process had put a link in place of its folder just when that was registered. */
    @Test
    void anEventFromAFolderThatWasSlippedInSaysNothing() throws IOException {
        Path outside = Files.createDirectory(data.resolve("outside"));
        Path workspace = Files.createDirectories(data.resolve("slipped"));
        Files.createDirectory(workspace.resolve("own"));
        AtomicInteger hints = new AtomicInteger();
        try (FolderEvents events = new FolderEvents();
                WatchedTree tree = new WatchedTree(
                        workspace,
                        (path, listener) -> events.register(path.endsWith("own") ? outside : path, listener),
                        new WatchLimits(10, 10, Set.of()),
                        hints::incrementAndGet)) {
            tree.look(Given.NOW);

            Files.writeString(outside.resolve("secret.txt"), "x");
            await().atMost(DEADLINE).until(() -> hints.get() > 0);

            assertThat(tree.look(Given.NOW).isEmpty()).isTrue();
        }
    }

    @Test
    void givesBackWhatItTookFromTheHost() {
        Session session = made();
        for (int i = 0; i < 20; i++) {
            folder(session, "f" + i);
        }
        listen(session, false);
        long base = watchedFolders();

        for (int i = 0; i < 20; i++) {
            Disposable again = watch.watch(Given.running(), false).subscribe();
            again.dispose();
        }
        Session other = made();
        folder(other, "a/b/c");
        Disposable more = watch.watch(other, false).subscribe();
        await().atMost(DEADLINE).until(() -> watchedFolders() == base + 4);
        more.dispose();

        await().atMost(DEADLINE).until(() -> watchedFolders() == base);
    }

    private Session made() {
        Session session = Given.running();
        make(session);
        return session;
    }

    private Path workspace(Session session) {
        return folders.workspace(session.id());
    }

    private void folder(Session session, String path) {
        try {
            Files.createDirectories(workspace(session).resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the kernel counts them for this process. */
    private static long watchedFolders() {
        try (var infos = Files.list(Path.of("/proc/self/fdinfo"))) {
            return infos.mapToLong(DiskWorkspaceWatchTest::watches).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long watches(Path info) {
        try {
            return Files.readAllLines(info).stream()
                    .filter(line -> line.startsWith("inotify wd:"))
                    .count();
        } catch (IOException | UncheckedIOException _) {
            return 0;
        }
    }
}
