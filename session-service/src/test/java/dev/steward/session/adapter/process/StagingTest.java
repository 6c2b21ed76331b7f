package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTest {

    private final Session session = Given.running();
    private final SessionHomes homes;
    private final Staging staging;

    StagingTest(@TempDir Path data) throws IOException {
        SessionFolders folders = SessionFolders.below(data);
        homes = new SessionHomes(folders, SessionUsers.forData(folders));
        homes.prepare(session);
        staging = new Staging(homes);
    }

    @Test
    void whatIsOnItsWayStays() throws Exception {
        try (Staging other = new Staging(homes)) {
            Path own = Files.createFile(staging.fresh(session.id()));
            Path others = Files.createDirectory(other.fresh(session.id()));

            staging.clean();
            other.clean();

            assertThat(own).exists();
            assertThat(others).exists();
        }
    }

    @Test
    void whatAnInstanceLeftThatIsNoMoreIsRemoved() throws Exception {
        Path incoming = homes.folders().incoming(session.id());
        Path outside = Files.writeString(homes.folders().root().resolveSibling("outside"), "outside");
        Path killed = Files.createDirectory(incoming.resolve(UUID.randomUUID() + "_" + UUID.randomUUID()));
        Files.writeString(killed.resolve("file"), "half");
        Files.createSymbolicLink(killed.resolve("link"), outside);
        Files.createFile(incoming.resolve("of-an-older-release"));
        Staging gone = new Staging(homes);
        Files.createFile(gone.fresh(session.id()));
        gone.close();

        staging.clean();

        assertThat(incoming).isEmptyDirectory();
        assertThat(outside).hasContent("outside");
        assertThat(instances()).doesNotExist();
        assertThat(homes.found()).containsExactly(session.id());
    }

    @Test
    void whatAnotherProcessStagesStaysUntilThatIsKilled() throws Exception {
        String instance = UUID.randomUUID().toString();
        Path lock = instances().resolve(instance);
        Files.createDirectories(instances());
        Path staged = Files.createFile(homes.folders().incoming(session.id()).resolve(instance + "_file"));
        Path classes = Path.of(
                Holder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Process holder = new ProcessBuilder(
                        HostFixture.JAVA.resolve("bin/java").toString(),
                        "-cp",
                        classes.toString(),
                        Holder.class.getName(),
                        lock.toString())
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            staging.clean();
            assertThat(staged).exists();
        } finally {
            holder.destroyForcibly().waitFor();
        }

        staging.clean();

        assertThat(staged).doesNotExist();
        assertThat(lock).doesNotExist();
    }

    private Path instances() {
        return homes.folders().root().resolveSibling("session-instances");
    }

    /** Holds the lock of an instance until it is killed. */
    static final class Holder {

        private Holder() {}

        public static void main(String... args) throws IOException {
            try (FileChannel channel =
                            FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                System.out.println("held");
                System.in.read();
            }
        }
    }
}
