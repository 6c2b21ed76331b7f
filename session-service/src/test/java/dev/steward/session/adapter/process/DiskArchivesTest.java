package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.WorkspacePath;
import dev.steward.session.port.WorkspaceArchives;
import dev.steward.session.port.WorkspaceArchives.PackOutcome;
import dev.steward.session.port.WorkspaceArchives.UnpackOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class DiskArchivesTest {

    private static final int LIMIT = 1 << 20;
    private static final int QUOTA = 2 << 20;
    private static final int ENTRIES = 50;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final Session session = Given.running();
    private final SessionFolders folders;
    private final DiskWorkspaces workspaces;
    private final WorkspaceArchives archives;
    private final Path outside;

    DiskArchivesTest(@TempDir Path data) throws IOException {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
        folders = SessionFolders.below(data);
        workspaces = new DiskWorkspaces(data, LIMIT, QUOTA, HostFixture.BLOCKING);
        archives = workspaces.archives(ArchiveLimits.of(LIMIT, ENTRIES, 3, 2));
        outside = data.resolve("outside");
    }

    @BeforeEach
    void something() throws IOException {
        Files.createDirectories(outside);
        Files.writeString(outside.resolve("secret"), "secret");
        unpacked(new Tars().file("kept.txt", "kept").file("src/old.txt", "old").bytes(), false);
    }

    @AfterEach
    void nothingIsLeftAsideAndNothingIsOutside() throws IOException {
        try (Stream<Path> aside = Files.list(folders.incoming(session.id()))) {
            assertThat(aside).isEmpty();
        }
        assertThat(tree(outside)).isEqualTo(Map.of("secret", "secret"));
    }

    @Test
    void joinsWhatIsThere() throws IOException {
        UnpackOutcome.Unpacked outcome = unpacked(
                new Tars()
                        .folder(".")
                        .file("./src/new.txt", "new")
                        .file("src/old.txt", "newer")
                        .folder("empty")
                        .file("bin/run", "#!", 04755)
                        .file("ünïcode/" + "n".repeat(200), "long")
                        .link("bin/again", "../src/new.txt")
                        .bytes(),
                false);

        assertThat(outcome).isEqualTo(new UnpackOutcome.Unpacked(7, 14));
        assertThat(tree(workspace()))
                .isEqualTo(Map.of(
                        "kept.txt",
                        "kept",
                        "src/old.txt",
                        "newer",
                        "src/new.txt",
                        "new",
                        "bin/run",
                        "#!",
                        "bin/again",
                        "-> ../src/new.txt",
                        "ünïcode/" + "n".repeat(200),
                        "long"));
        assertThat(workspace().resolve("empty")).isDirectory();
        assertThat(mode("bin/run")).as("no set-user-id").isEqualTo("rwxr-xr-x");
        assertThat((int) Files.getAttribute(workspace().resolve("bin/run"), "unix:mode") & 07000)
                .isZero();
        assertThat(mode("src/new.txt")).isEqualTo("rw-r--r--");
        for (String owned : List.of("bin", "bin/run", "bin/again", "src/new.txt", "empty")) {
            assertThat(SessionUsers.uid(workspace().resolve(owned))).as(owned).isEqualTo(SessionUsers.uid(workspace()));
        }
    }

    @Test
    void replacesAllThereIsWhenAsked() throws IOException {
        unpacked(new Tars().file("src", "a file now").bytes(), true);

        assertThat(tree(workspace())).isEqualTo(Map.of("src", "a file now"));
    }

    @Test
    void packsWhatCanBeUnpackedAgain() throws IOException {
        unpacked(
                new Tars()
                        .file("bin/run", "#!", 0755)
                        .link("link", "bin")
                        .file("-rf", "dash")
                        .bytes(),
                false);
        Map<String, String> before = tree(workspace());

        byte[] packed = packed(null);
        unpacked(new Tars().file("else", "else").bytes(), true);
        unpacked(packed, true);

        assertThat(tree(workspace())).isEqualTo(before);
        assertThat(mode("bin/run")).isEqualTo("rwxr-xr-x");
        byte[] source = packed(WorkspacePath.of("src"));
        unpacked(source, true);
        assertThat(tree(workspace())).isEqualTo(Map.of("src/old.txt", "old"));
    }

    @Test
    void packsNoFolderThatIsNotOne() throws IOException {
        Files.createSymbolicLink(workspace().resolve("out"), outside);

        assertThat(get(archives.pack(session, WorkspacePath.of("out")))).isInstanceOf(PackOutcome.InTheWay.class);
        assertThat(get(archives.pack(session, WorkspacePath.of("kept.txt")))).isInstanceOf(PackOutcome.InTheWay.class);
        assertThat(get(archives.pack(session, WorkspacePath.of("none")))).isInstanceOf(PackOutcome.Missing.class);
        String all = new String(packed(null), StandardCharsets.ISO_8859_1);
        assertThat(all).as("the link, not what it links to").doesNotContain("secret");
    }

    @Test
    void anEmptyArchiveIsOfNothing() throws IOException {
        get(workspaces.remove(session.id()).thenReturn(true));
        byte[] empty = packed(null);

        assertThat(unpacked(empty, false)).isEqualTo(new UnpackOutcome.Unpacked(0, 0));
    }

    static Stream<Arguments> hostile() throws IOException {
        byte[] good =
                new Tars().file("a.txt", "a".repeat(2_000)).file("b.txt", "b").bytes();
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(good);
        }
        Tars many = new Tars();
        IntStream.rangeClosed(0, ENTRIES).forEach(n -> many.file("f" + n, ""));
        Stream<Arguments> specials = Tars.specials().entrySet().stream()
                .map(special -> Arguments.of(
                        special.getKey(),
                        after().special("x", special.getValue()).bytes()));
        return Stream.concat(
                specials,
                Stream.of(
                        Arguments.of(
                                "an absolute path",
                                after().file("/etc/passwd", "x").bytes()),
                        Arguments.of(
                                "a way up", after().file("../outside/x", "x").bytes()),
                        Arguments.of(
                                "a way up within",
                                after().file("src/../../outside/x", "x").bytes()),
                        Arguments.of(
                                "a way up in an extended header",
                                after().paxPath("../outside/x").bytes()),
                        Arguments.of("a folder up", after().folder("..").bytes()),
                        Arguments.of(
                                "control characters", after().file("a\nb", "x").bytes()),
                        Arguments.of(
                                "a name too long",
                                after().file("n".repeat(256), "x").bytes()),
                        Arguments.of(
                                "folders too deep",
                                after().file("d/".repeat(65) + "x", "x").bytes()),
                        Arguments.of(
                                "an absolute link", after().link("l", "/etc").bytes()),
                        Arguments.of(
                                "a link up", after().link("l", "../outside").bytes()),
                        Arguments.of(
                                "a link far up",
                                after().link("a/b/l", "../../../outside").bytes()),
                        Arguments.of(
                                "a link up after a name",
                                after().link("l", "src/../../outside").bytes()),
                        Arguments.of(
                                "links that add up",
                                after().link("a/q", "..").link("l", "a/q/..").bytes()),
                        Arguments.of("a link to nothing", after().link("l", "").bytes()),
                        Arguments.of(
                                "a file through a link of its own",
                                after().link("l", "src").file("l/x", "x").bytes()),
                        Arguments.of(
                                "a hard link", after().hardLink("h", "good.txt").bytes()),
                        Arguments.of(
                                "a hard link out",
                                after().hardLink("h", "/etc/passwd").bytes()),
                        Arguments.of("a sparse file", after().sparse("s").bytes()),
                        Arguments.of(
                                "a long header",
                                after().longName(100_000).file("x", "x").bytes()),
                        Arguments.of("too many entries", many.bytes()),
                        Arguments.of(
                                "too many folders that only paths name",
                                after().file("a/" + "d/".repeat(30) + "x", "x")
                                        .file("b/" + "d/".repeat(30) + "x", "x")
                                        .bytes()),
                        Arguments.of(
                                "a file that is a folder",
                                after().file("x/y", "x").file("x", "x").bytes()),
                        Arguments.of(
                                "a file where a folder is",
                                after().file("src", "x").bytes()),
                        Arguments.of(
                                "a folder where a file is",
                                after().folder("kept.txt").bytes()),
                        Arguments.of("no tar", "no tar at all".repeat(100).getBytes(StandardCharsets.UTF_8)),
                        Arguments.of("a zipped tar", zipped.toByteArray()),
                        Arguments.of("nothing", new byte[0]),
                        Arguments.of("half a file", Arrays.copyOf(good, 1_500)),
                        Arguments.of("half a header", Arrays.copyOf(good, 300)),
                        Arguments.of("no end", Arrays.copyOf(good, 512 + 2_048))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void oneBadEntryRefusesAllAndChangesNothing(String what, byte[] archive) throws IOException {
        Map<String, String> before = tree(workspace());

        assertThat(unpack(archive, false)).as(what).isInstanceOf(UnpackOutcome.Refused.class);

        assertThat(tree(workspace())).isEqualTo(before);
    }

    @Test
    void anAbsolutePathInAnExtendedHeaderStaysInside() throws IOException {
        unpacked(new Tars().paxPath("/etc/cron.d/x").bytes(), false);

        assertThat(tree(workspace())).containsEntry("etc/cron.d/x", "pax");
    }

    @Test
    void goesThroughNoLinkOfTheWorkspace() throws IOException {
        Files.createSymbolicLink(workspace().resolve("out"), outside);

        assertThat(unpack(new Tars().file("out/x", "x").bytes(), false)).isInstanceOf(UnpackOutcome.Refused.class);
        unpacked(new Tars().file("out", "a file").bytes(), false);

        assertThat(tree(workspace())).as("the link itself").containsEntry("out", "a file");
    }

    @Test
    void takesNoMoreThanItMay() throws IOException {
        Map<String, String> before = tree(workspace());

        assertThat(unpack(new Tars().file("big", "x".repeat(LIMIT)).bytes(), false))
                .isEqualTo(new UnpackOutcome.TooLarge(LIMIT));
        unpacked(new Tars().file("a", "x".repeat(900_000)).bytes(), false);
        unpacked(new Tars().file("b", "x".repeat(900_000)).bytes(), false);
        assertThat(unpack(new Tars().file("c", "x".repeat(900_000)).bytes(), false))
                .isInstanceOf(UnpackOutcome.OverQuota.class);
        unpacked(new Tars().file("b", "y".repeat(900_000)).bytes(), false);
        assertThat(tree(workspace())).hasSize(before.size() + 2);
    }

    @Test
    void anUploadThatIsCutOffChangesNothing() throws IOException {
        Map<String, String> before = tree(workspace());
        byte[] archive = new Tars().file("new.txt", "x".repeat(10_000)).bytes();
        Flux<ByteBuffer> cut = Flux.just(ByteBuffer.wrap(Arrays.copyOf(archive, 6_000)))
                .concatWith(Mono.error(new IOException("the client went away")));

        assertThatThrownBy(() -> get(archives.unpack(session, cut, true))).hasMessageContaining("went away");

        assertThat(tree(workspace())).isEqualTo(before);
    }

    /** Each takes of the disk what it may hold, and a slow one for as long as it likes. */
    @Test
    void noMoreThanSomeAreOnTheirWayInAtOnce() throws IOException {
        byte[] archive = new Tars().file("new.txt", "new").bytes();
        Session other = Given.running();
        Session third = Given.running();
        Queue<UnpackOutcome> done = new ConcurrentLinkedQueue<>();
        List<Sinks.One<ByteBuffer>> slow = new ArrayList<>();
        for (Session each : List.of(session, session, other)) {
            Sinks.One<ByteBuffer> sender = Sinks.one();
            CountDownLatch read = new CountDownLatch(1);
            Flux<ByteBuffer> body = sender.asMono().flux().doOnSubscribe(_ -> read.countDown());
            archives.unpack(each, body, false).subscribe(done::add);
            slow.add(sender);
            await().atMost(DEADLINE).until(() -> read.getCount() == 0);
        }

        assertThat(unpack(session, archive)).isEqualTo(new UnpackOutcome.Busy(true));
        assertThat(unpack(third, archive)).isEqualTo(new UnpackOutcome.Busy(false));
        assertThat(done).isEmpty();

        slow.forEach(sender -> sender.tryEmitValue(ByteBuffer.wrap(archive)).orThrow());
        await().atMost(DEADLINE).until(() -> done.size() == slow.size());
        assertThat(done).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(UnpackOutcome.Unpacked.class));
        await().atMost(DEADLINE).until(() -> unpack(session, archive) instanceof UnpackOutcome.Unpacked);
        assertThat(unpack(third, archive)).isInstanceOf(UnpackOutcome.Unpacked.class);
    }

    private UnpackOutcome unpack(Session into, byte[] archive) {
        return get(archives.unpack(into, Flux.just(ByteBuffer.wrap(archive)), false));
    }

    private static Tars after() {
        return new Tars().file("good.txt", "good");
    }

    private UnpackOutcome.Unpacked unpacked(byte[] archive, boolean replace) {
        UnpackOutcome outcome = unpack(archive, replace);
        assertThat(outcome).isInstanceOf(UnpackOutcome.Unpacked.class);
        return (UnpackOutcome.Unpacked) outcome;
    }

    private UnpackOutcome unpack(byte[] archive, boolean replace) {
        Flux<ByteBuffer> parts = Flux.range(0, (archive.length + 6_999) / 7_000)
                .map(n -> ByteBuffer.wrap(archive, n * 7_000, Math.min(7_000, archive.length - n * 7_000)));
        return get(archives.unpack(session, parts, replace));
    }

    private byte[] packed(WorkspacePath folder) throws IOException {
        PackOutcome outcome = get(archives.pack(session, folder));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ByteBuffer part : ((PackOutcome.Packed) outcome).content().toIterable()) {
            byte[] some = new byte[part.remaining()];
            part.get(some);
            bytes.write(some);
        }
        return bytes.toByteArray();
    }

    private Path workspace() {
        return folders.workspace(session.id());
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(workspace().resolve(path)));
    }

    /** Contents by path; of a link where it leads. */
    private static Map<String, String> tree(Path root) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                if (Files.isSymbolicLink(path)) {
                    tree.put(root.relativize(path).toString(), "-> " + Files.readSymbolicLink(path));
                } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    tree.put(root.relativize(path).toString(), Files.readString(path));
                }
            }
        }
        return tree;
    }

    private static <T> T get(Mono<T> mono) {
        return mono.block(DEADLINE);
    }
}
