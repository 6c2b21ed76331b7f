package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.WorkspacePath;
import dev.steward.session.port.WorkspaceArchives.PackOutcome;
import dev.steward.session.port.WorkspaceArchives.UnpackOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Archives unpacked into workspaces, and workspaces packed. */
class DiskArchivesTest extends ArchivesFixture {

    DiskArchivesTest(@TempDir Path data) throws IOException {
        super(data);
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

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(workspace().resolve(path)));
    }
}
