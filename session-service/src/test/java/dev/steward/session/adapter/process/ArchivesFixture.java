package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import dev.steward.session.port.WorkspaceArchives;
import dev.steward.session.port.WorkspaceArchives.UnpackOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A workspace with something in it, and something outside that no archive may reach. */
abstract class ArchivesFixture {

    static final int LIMIT = 1 << 20;
    static final int ENTRIES = 50;
    static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int QUOTA = 2 << 20;

    final Session session = Given.running();
    final DiskWorkspaces workspaces;
    final WorkspaceArchives archives;
    final Path outside;
    private final SessionFolders folders;

    ArchivesFixture(Path data) throws IOException {
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

    final UnpackOutcome.Unpacked unpacked(byte[] archive, boolean replace) {
        UnpackOutcome outcome = unpack(archive, replace);
        assertThat(outcome).isInstanceOf(UnpackOutcome.Unpacked.class);
        return (UnpackOutcome.Unpacked) outcome;
    }

    final UnpackOutcome unpack(byte[] archive, boolean replace) {
        Flux<ByteBuffer> parts = Flux.range(0, (archive.length + 6_999) / 7_000)
                .map(n -> ByteBuffer.wrap(archive, n * 7_000, Math.min(7_000, archive.length - n * 7_000)));
        return get(archives.unpack(session, parts, replace));
    }

    final Path workspace() {
        return folders.workspace(session.id());
    }

    /** Contents by path; of a link where it leads. */
    static Map<String, String> tree(Path root) throws IOException {
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

    static <T> T get(Mono<T> mono) {
        return mono.block(DEADLINE);
    }
}
