package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserRangesTest {

    @TempDir
    private Path folder;

    @Test
    void noTwoFoldersShareAnyAndEachKeepsItsOwn() {
        List<Path> suites = Stream.concat(
                        rivals(4).stream(), IntStream.range(0, 20).mapToObj(n -> folder.resolve("suite" + n)))
                .toList();

        List<Integer> first = suites.parallelStream().map(ranges()::claim).toList();

        assertThat(first).doesNotHaveDuplicates();
        assertThat(suites.reversed().stream().map(ranges()::claim).toList()).isEqualTo(first.reversed());
    }

    @Test
    void whatAFolderHadThatIsGoneIsGivenToAnother() throws IOException {
        List<Path> rivals = rivals(3);
        int first = ranges().claim(rivals.getFirst());
        int second = ranges().claim(rivals.get(1));
        assertThat(second).isNotEqualTo(first);

        Files.delete(rivals.getFirst());

        assertThat(ranges().claim(rivals.getLast())).isEqualTo(first);
        assertThat(ranges().claim(rivals.get(1))).as("not moved").isEqualTo(second);
    }

    @Test
    void usersThatAreSomebodysAreNotTaken() throws IOException {
        Path suite = folder.resolve("suite");
        int wanted = UserRanges.preferred(suite);
        Files.writeString(
                folder.resolve("passwd"), "root:x:0:0::/:/bin/sh\nada:x:" + (wanted + 7) + ":1::/:/bin/sh\n+\n");
        Files.writeString(folder.resolve("subuid"), "bob:" + (wanted + UserRanges.SIZE - 5) + ":65536\nbad\n");

        assertThat(ranges().claim(suite)).isNotIn(wanted, wanted + UserRanges.SIZE);
    }

    /** Folders that want the same range. */
    private List<Path> rivals(int count) {
        int wanted = UserRanges.preferred(folder.resolve("rival0"));
        return IntStream.iterate(0, n -> n + 1)
                .mapToObj(n -> folder.resolve("rival" + n))
                .filter(rival -> UserRanges.preferred(rival) == wanted)
                .limit(count)
                .toList();
    }

    private UserRanges ranges() {
        return new UserRanges(folder.resolve("claims"), folder.resolve("passwd"), folder.resolve("subuid"));
    }
}
