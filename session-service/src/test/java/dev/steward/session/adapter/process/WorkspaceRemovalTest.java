package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.port.Workspaces.DeleteOutcome;
import dev.steward.session.port.Workspaces.ReadOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and folders removed from a workspace. */
class WorkspaceRemovalTest extends WorkspaceFixture {

    WorkspaceRemovalTest(@TempDir Path data) {
        super(data, QUOTA);
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
}
