package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Precondition;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.WorkspacePath;
import dev.steward.session.port.Workspaces.DeleteOutcome;
import dev.steward.session.port.Workspaces.ListOutcome;
import dev.steward.session.port.Workspaces.ReadOutcome;
import dev.steward.session.port.Workspaces.WriteOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Flux;

/** The workspace of one session, and something outside that nothing in it may reach. */
abstract class WorkspaceFixture {

    static final int MIB = 1 << 20;
    static final int QUOTA = 4 * MIB;

    final Session session = Given.running();
    final SessionFolders folders;
    final DiskWorkspaces workspaces;
    final Path outside;

    WorkspaceFixture(Path data, int limit) {
        folders = SessionFolders.below(data);
        workspaces = new DiskWorkspaces(data, limit, QUOTA, HostFixture.BLOCKING);
        outside = data.resolve("outside");
    }

    @BeforeEach
    void somethingOutside() throws IOException {
        Files.createDirectories(outside);
        Files.writeString(outside.resolve("secret"), "secret");
    }

    final WriteOutcome.Written written(String path, String content) {
        return (WriteOutcome.Written) write(path, content, Precondition.NONE);
    }

    final WriteOutcome write(String path, String content) {
        return write(path, content, Precondition.NONE);
    }

    final WriteOutcome write(String path, String content, Precondition precondition) {
        Flux<ByteBuffer> parts = Flux.just(
                bytes(content.substring(0, content.length() / 2)), bytes(content.substring(content.length() / 2)));
        return workspaces
                .write(session, WorkspacePath.of(path), parts, precondition)
                .block();
    }

    final ReadOutcome read(String path) {
        return workspaces.read(session, WorkspacePath.of(path)).block();
    }

    final ListOutcome list(@Nullable String folder) {
        return workspaces
                .list(session, folder == null ? null : WorkspacePath.of(folder))
                .block();
    }

    final DeleteOutcome delete(String path, boolean recursive) {
        return workspaces
                .delete(session, WorkspacePath.of(path), recursive, Precondition.NONE)
                .block();
    }

    final void assertNothingIsAside() {
        assertThat(folders.incoming(session.id())).isEmptyDirectory();
    }

    static Flux<ByteBuffer> text(String content) {
        return Flux.defer(() -> Flux.just(bytes(content)));
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    final Path workspace() {
        return folders.workspace(session.id());
    }
}
