package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceMergeTest {

    private static final int MANY = 20;

    private final Path staged;
    private final Path aside;

    WorkspaceMergeTest(@TempDir Path folder) throws IOException {
        staged = Files.createDirectory(folder.resolve("staged"));
        aside = Files.createDirectory(folder.resolve("aside"));
    }

    @BeforeEach
    void somethingNew() throws IOException {
        for (int n = 0; n < MANY; n++) {
            Files.writeString(staged.resolve("file" + n), "new");
        }
    }

    @Test
    void bringsBackWhatWasThereWhenSomeOfTheNewIsInPlaceAlready() throws IOException {
        // A folder cannot be moved into one that is below it.
        Path workspace = Files.createDirectories(staged.resolve("folder/workspace"));
        old(workspace);

        assertThatThrownBy(() -> new WorkspaceMerge(staged, workspace).replace(aside))
                .isInstanceOf(IOException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed()).isEmpty());

        assertOld(workspace);
    }

    @Test
    void bringsBackWhatWasMovedAsideWhenTheRestCannotBe() throws IOException {
        Path workspace = Files.createDirectory(staged.resolveSibling("workspace"));
        old(workspace);
        Files.createDirectories(aside.resolve("zoo/in-the-way"));

        assertThatThrownBy(() -> new WorkspaceMerge(staged, workspace).replace(aside))
                .isInstanceOf(IOException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed()).isEmpty());

        assertOld(workspace);
        assertThat(staged.resolve("file0")).hasContent("new");
    }

    @Test
    void replacesAllThatWasThere() throws IOException {
        Path workspace = Files.createDirectory(staged.resolveSibling("workspace"));
        old(workspace);

        new WorkspaceMerge(staged, workspace).replace(aside);

        assertThat(names(workspace))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, MANY).mapToObj(n -> "file" + n).toList());
        assertThat(workspace.resolve("file0")).hasContent("new");
        assertThat(aside.resolve("file0")).hasContent("old");
    }

    private static void old(Path workspace) throws IOException {
        for (int n = 0; n < MANY; n += 2) {
            Files.writeString(workspace.resolve("file" + n), "old");
        }
        Files.createDirectories(workspace.resolve("zoo"));
        Files.writeString(workspace.resolve("zoo/animal"), "old");
    }

    private static void assertOld(Path workspace) throws IOException {
        assertThat(names(workspace)).hasSize(MANY / 2 + 1);
        for (int n = 0; n < MANY; n += 2) {
            assertThat(workspace.resolve("file" + n)).hasContent("old");
        }
        assertThat(workspace.resolve("zoo/animal")).hasContent("old");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> names = Files.list(folder)) {
            return names.map(path -> path.getFileName().toString()).toList();
        }
    }
}
