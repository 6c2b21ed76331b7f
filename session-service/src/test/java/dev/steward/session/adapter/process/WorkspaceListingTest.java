package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.steward.session.port.Workspaces.DeleteOutcome;
import dev.steward.session.port.Workspaces.Entry;
import dev.steward.session.port.Workspaces.Kind;
import dev.steward.session.port.Workspaces.ListOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a workspace is listed. */
class WorkspaceListingTest extends WorkspaceFixture {

    WorkspaceListingTest(@TempDir Path data) {
        super(data, QUOTA);
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

    private static Tuple row(String path, Kind kind, @Nullable Long size, @Nullable String etag) {
        return tuple(path, kind, size, etag);
    }
}
