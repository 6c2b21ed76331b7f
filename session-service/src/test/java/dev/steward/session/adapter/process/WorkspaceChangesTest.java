package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Precondition;
import dev.steward.session.domain.Resources;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.Setup;
import dev.steward.session.domain.WorkspacePath;
import dev.steward.session.port.Workspaces.DeleteOutcome;
import dev.steward.session.port.Workspaces.Entry;
import dev.steward.session.port.Workspaces.Kind;
import dev.steward.session.port.Workspaces.ListOutcome;
import dev.steward.session.port.Workspaces.ReadOutcome;
import dev.steward.session.port.Workspaces.WriteOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;
import reactor.core.publisher.Flux;

/** Listing, removing, preconditions and the quota of workspaces. */
class WorkspaceChangesTest {

    private static final int MIB = 1 << 20;
    private static final int QUOTA = 4 * MIB;

    private final Session session = Given.running();
    private final SessionFolders folders;
    private final DiskWorkspaces workspaces;
    private final Path outside;

    WorkspaceChangesTest(@TempDir Path data) {
        folders = SessionFolders.below(data);
        workspaces = new DiskWorkspaces(data, QUOTA, QUOTA, HostFixture.BLOCKING);
        outside = data.resolve("outside");
    }

    @BeforeEach
    void somethingOutside() throws IOException {
        Files.createDirectories(outside);
        Files.writeString(outside.resolve("secret"), "secret");
    }

    @Test
    void aWorkspaceNobodyWroteToIsEmpty() {
        assertThat(list(null)).isEqualTo(new ListOutcome.Listed(List.of(), false));
        assertThat(list("folder")).isInstanceOf(ListOutcome.Missing.class);
    }

    @Test
    void listsLevelByLevelWithTheTagsOfFiles() {
        String deep = written("a/b/c.txt", "deep").etag();
        String top = written("z.txt", "top").etag();

        ListOutcome.Listed listed = (ListOutcome.Listed) list(null);

        assertThat(listed.truncated()).isFalse();
        assertThat(listed.entries())
                .extracting(Entry::path, Entry::kind, Entry::size, Entry::etag)
                .containsExactly(
                        row("a", Kind.FOLDER, null, null),
                        row("z.txt", Kind.FILE, 3L, top),
                        row("a/b", Kind.FOLDER, null, null),
                        row("a/b/c.txt", Kind.FILE, 4L, deep));
        assertThat(((ListOutcome.Listed) list("a/b")).entries())
                .extracting(Entry::path)
                .containsExactly("a/b/c.txt");
    }

    @Test
    void showsLinksAndFollowsNone() throws IOException {
        written("index.html", "x");
        Files.createSymbolicLink(workspace().resolve("link"), outside);
        Files.createSymbolicLink(workspace().resolve("loop"), workspace());

        assertThat(((ListOutcome.Listed) list(null)).entries())
                .extracting(Entry::path, Entry::kind)
                .containsExactly(tuple("index.html", Kind.FILE), tuple("link", Kind.LINK), tuple("loop", Kind.LINK));
        assertThat(list("link")).isEqualTo(new ListOutcome.InTheWay("'link' is a symbolic link"));
        assertThat(list("index.html")).isEqualTo(new ListOutcome.InTheWay("'index.html' is a file"));
    }

    @Test
    void listsNoMoreThanItsLimitAndSaysSo() throws IOException {
        written("folder/file", "x");
        for (int file = 0; file < 5; file++) {
            Files.createFile(workspace().resolve("f" + file));
        }

        assertThat(new WorkspaceListing(workspace(), 7).from(null).truncated()).isFalse();
        ListOutcome.Listed cut = new WorkspaceListing(workspace(), 6).from(null);
        assertThat(cut.truncated()).isTrue();
        assertThat(cut.entries()).hasSize(6).extracting(Entry::path).doesNotContain("folder/file");
        assertThat(new WorkspaceListing(workspace(), 3).from(null).entries()).hasSize(3);
    }

    @Test
    void goesNoDeeperThanAPathCanAndRemovesWhatIsDeeper() throws IOException {
        written("top/file", "x");
        Path deepest = workspace().resolve("top");
        for (int level = 1; level < 100; level++) {
            deepest = Files.createDirectory(deepest.resolve("d"));
        }

        ListOutcome.Listed listed = (ListOutcome.Listed) list(null);

        assertThat(listed.truncated()).isTrue();
        assertThat(listed.entries()).hasSize(65);
        assertThat(delete("top", true)).isInstanceOf(DeleteOutcome.Deleted.class);
        assertThat(workspace()).isEmptyDirectory();
    }

    @Test
    void removesAFileOnce() {
        written("a/b.txt", "x");

        assertThat(delete("a/b.txt", false)).isInstanceOf(DeleteOutcome.Deleted.class);

        assertThat(read("a/b.txt")).isInstanceOf(ReadOutcome.Missing.class);
        assertThat(delete("a/b.txt", false)).isInstanceOf(DeleteOutcome.Missing.class);
        assertThat(delete("nothing/b.txt", false)).isInstanceOf(DeleteOutcome.Missing.class);
    }

    @Test
    void removesAFolderOnlyWhenAskedTo() throws IOException {
        written("a/b/c.txt", "x");
        Files.createSymbolicLink(workspace().resolve("a/link"), outside);

        assertThat(delete("a", false)).isInstanceOf(DeleteOutcome.IsFolder.class);
        assertThat(read("a/b/c.txt")).isInstanceOf(ReadOutcome.Found.class);

        assertThat(delete("a", true)).isInstanceOf(DeleteOutcome.Deleted.class);
        assertThat(workspace().resolve("a")).doesNotExist();
        assertThat(outside.resolve("secret")).hasContent("secret");
        assertNothingIsAside();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void removesALinkAndNotWhatItLinksTo(boolean recursive) throws IOException {
        written("index.html", "x");
        Files.createSymbolicLink(workspace().resolve("link"), outside);

        assertThat(delete("link/secret", recursive)).isEqualTo(new DeleteOutcome.InTheWay("'link' is a symbolic link"));
        assertThat(delete("link", recursive)).isInstanceOf(DeleteOutcome.Deleted.class);

        assertThat(outside.resolve("secret")).hasContent("secret");
        assertThat(workspace().resolve("link")).doesNotExist();
    }

    @Test
    void nothingOutsideIsReachedWhileAFolderIsExchangedForALink() throws Exception {
        written("folder/secret", "inside");
        Files.createFile(outside.resolve("only-outside"));
        Path folder = workspace().resolve("folder");
        Path moved = workspace().resolve("moved");
        Path link = Files.createSymbolicLink(workspace().resolve("link"), outside);
        AtomicBoolean over = new AtomicBoolean();
        Thread process = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                swap(folder, moved);
                swap(link, folder);
                swap(folder, link);
                swap(moved, folder);
                // A write made the folder anew meanwhile.
                quietly(() -> FileSystemUtils.deleteRecursively(moved.toFile()));
            }
        });
        AtomicInteger outsiders = new AtomicInteger();
        try {
            IntStream.range(0, 50).forEach(_ -> {
                quietly(() -> write("folder/secret", "changed", Precondition.NONE));
                quietly(() -> delete("folder/secret", false));
                quietly(() -> list(null));
            });
            IntStream.range(0, 20_000).forEach(_ -> outsiders.addAndGet(seenInFolder("only-outside")));
        } finally {
            over.set(true);
            process.join();
        }

        assertThat(outsiders).hasValue(0);
        assertThat(outside.resolve("secret")).hasContent("secret");
        try (Stream<Path> all = Files.list(outside)) {
            assertThat(all).hasSize(2);
        }
    }

    @Test
    void changesOnlyWhatItIsMeantFor() {
        String first = written("a.txt", "one").etag();
        String second = written("a.txt", "two").etag();

        assertThat(write("a.txt", "three", Precondition.of(first, null))).isInstanceOf(WriteOutcome.Stale.class);
        assertThat(write("b.txt", "new", Precondition.of("*", null))).isInstanceOf(WriteOutcome.Stale.class);
        assertThat(write("a.txt", "new", Precondition.of(null, "*"))).isInstanceOf(WriteOutcome.Stale.class);
        assertThat(delete("a.txt", Precondition.of(first, null))).isInstanceOf(DeleteOutcome.Stale.class);
        assertThat(read("a.txt")).extracting("etag").isEqualTo(second);
        assertThat(read("b.txt")).isInstanceOf(ReadOutcome.Missing.class);

        assertThat(write("b.txt", "new", Precondition.of(null, "*"))).isInstanceOf(WriteOutcome.Written.class);
        assertThat(delete("a.txt", Precondition.of(second, null))).isInstanceOf(DeleteOutcome.Deleted.class);
        assertNothingIsAside();
    }

    @Test
    void ofManyChangesMeantForOneContentOneWins() {
        Precondition first = Precondition.of(written("a.txt", "one").etag(), null);

        List<WriteOutcome> outcomes = Flux.range(0, 20)
                .flatMap(
                        writer -> workspaces.write(session, WorkspacePath.of("a.txt"), text("by " + writer), first), 20)
                .collectList()
                .block(Duration.ofSeconds(60));

        assertThat(outcomes).filteredOn(WriteOutcome.Written.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(WriteOutcome.Stale.class::isInstance).hasSize(19);
    }

    @Test
    void takesNoMoreThanTheQuotaWhoeverWroteIt() throws IOException {
        written("a", "x".repeat(MIB));
        // What a process inside wrote.
        Files.write(workspace().resolve("b"), new byte[2 * MIB]);

        assertThat(write("c", "x".repeat(MIB), Precondition.NONE))
                .isInstanceOfSatisfying(WriteOutcome.OverQuota.class, over -> {
                    assertThat(over.limitBytes()).isEqualTo(QUOTA);
                    assertThat(over.usedBytes()).isBetween(3L * MIB, (long) QUOTA);
                });
        assertThat(read("c")).isInstanceOf(ReadOutcome.Missing.class);
        assertNothingIsAside();

        assertThat(delete("b", false)).isInstanceOf(DeleteOutcome.Deleted.class);
        written("c", "x".repeat(MIB));
    }

    @Test
    void takesNoMoreThanTheSessionsOwnLimit() {
        SessionSpec small =
                new SessionSpec("static", null, new Resources(1_000, MIB, MIB), Map.of(), List.of(), null, Setup.NONE);
        Session limited = Given.pending(2, 20_002, small);

        assertThat(workspaces
                        .write(limited, WorkspacePath.of("a"), text("x".repeat(2 * MIB)), Precondition.NONE)
                        .block(Duration.ofSeconds(30)))
                .isInstanceOfSatisfying(WriteOutcome.OverQuota.class, over -> assertThat(over.limitBytes())
                        .isEqualTo(MIB));
    }

    @Test
    void aFullWorkspaceTakesWhatMakesItSmaller() throws IOException {
        written("a", "x".repeat(MIB));
        Files.write(workspace().resolve("b"), new byte[QUOTA]);

        assertThat(write("a", "x".repeat(MIB + 1), Precondition.NONE)).isInstanceOf(WriteOutcome.OverQuota.class);
        assertThat(write("a", "x".repeat(MIB), Precondition.NONE)).isInstanceOf(WriteOutcome.Written.class);
        assertThat(write("b", "x", Precondition.NONE)).isInstanceOf(WriteOutcome.Written.class);
    }

    @Test
    void parallelWritesTogetherKeepTheQuota() {
        List<WriteOutcome> outcomes = Flux.range(0, 12)
                .flatMap(
                        writer -> workspaces.write(
                                session, WorkspacePath.of("f" + writer), text("x".repeat(MIB / 2)), Precondition.NONE),
                        12)
                .collectList()
                .block(Duration.ofSeconds(60));

        assertThat(outcomes).filteredOn(WriteOutcome.Written.class::isInstance).hasSizeBetween(6, 8);
        assertThat(outcomes)
                .filteredOn(WriteOutcome.OverQuota.class::isInstance)
                .hasSizeBetween(4, 6);
    }

    private static Tuple row(String path, Kind kind, @Nullable Long size, @Nullable String etag) {
        return tuple(path, kind, size, etag);
    }

    private WriteOutcome.Written written(String path, String content) {
        return (WriteOutcome.Written) write(path, content, Precondition.NONE);
    }

    private WriteOutcome write(String path, String content, Precondition precondition) {
        return workspaces
                .write(session, WorkspacePath.of(path), text(content), precondition)
                .block();
    }

    private ReadOutcome read(String path) {
        return workspaces.read(session, WorkspacePath.of(path)).block();
    }

    private ListOutcome list(@Nullable String folder) {
        return workspaces
                .list(session, folder == null ? null : WorkspacePath.of(folder))
                .block();
    }

    private DeleteOutcome delete(String path, boolean recursive) {
        return workspaces
                .delete(session, WorkspacePath.of(path), recursive, Precondition.NONE)
                .block();
    }

    private DeleteOutcome delete(String path, Precondition precondition) {
        return workspaces
                .delete(session, WorkspacePath.of(path), false, precondition)
                .block();
    }

    private void assertNothingIsAside() {
        assertThat(folders.incoming(session.id())).isEmptyDirectory();
    }

    private static Flux<ByteBuffer> text(String content) {
        return Flux.defer(() -> Flux.just(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8))));
    }

    private int seenInFolder(String name) {
        try (WorkspaceFolder folder = WorkspaceFolder.open(workspace(), List.of("folder"))) {
            return folder.look(name).isPresent() ? 1 : 0;
        } catch (IOException _) {
            return 0;
        }
    }

    private static void swap(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException _) {
            // The API was faster: it is put right by one of the next moves.
        }
    }

    /** What is in the way at the wrong moment may be refused in any words. */
    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException _) {
            // Refused.
        }
    }

    private Path workspace() {
        return folders.workspace(session.id());
    }
}
