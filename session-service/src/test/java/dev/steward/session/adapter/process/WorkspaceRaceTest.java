package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.Precondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** A process of the session that exchanges folders while the API is at work in them. */
class WorkspaceRaceTest extends WorkspaceFixture {

    WorkspaceRaceTest(@TempDir Path data) {
        super(data, QUOTA);
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
}
