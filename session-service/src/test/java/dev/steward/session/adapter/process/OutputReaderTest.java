package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputReaderTest {

    private final Path file;
    private final OutputFile output;

    OutputReaderTest(@TempDir Path folder) {
        file = folder.resolve("output");
        output = new OutputFile(file);
    }

    @BeforeEach
    void makeFile() throws IOException {
        Files.createFile(file);
    }

    @Test
    void findsTheLatestLinesOfAManyTimesLargerFile() throws IOException {
        print(lines(1, 100_000));

        assertThat(read(10_000)).hasSize(10_000).startsWith("line 90001").endsWith("line 100000");
        assertThat(read(1)).containsExactly("line 100000");
    }

    @Test
    void countsALineThatIsNotEndedYetAndEmptyOnes() throws IOException {
        print("one\n\nthree\r\nfo");

        assertThat(read(1)).containsExactly("fo");
        assertThat(read(3)).containsExactly("", "three", "fo");
        assertThat(read(99)).containsExactly("one", "", "three", "fo");
    }

    @Test
    void cutsALineThatIsTooLongAndKeepsWhatFollows() throws IOException {
        print("x".repeat(200_000) + "\nnext\n");

        assertThat(read(2)).containsExactly("x".repeat(OutputReader.LONGEST_LINE), "next");
    }

    @Test
    void readsAnUnendedLineOnlyOnceItIsEndedOrNothingMoreComes() throws IOException {
        try (OutputReader reader = OutputReader.open(output, 10, true)) {
            print("ha");
            assertThat(reader.next(() -> false)).isEmpty();
            print("lf\nrest");
            assertThat(reader.next(() -> false)).containsExactly("half");
            assertThat(reader.isThrough()).isFalse();

            assertThat(reader.next(() -> true)).containsExactly("rest");
            assertThat(reader.isThrough()).isTrue();
        }
    }

    @Test
    void readsWhatWasPrintedRightBeforeTheEndWasSeen() throws IOException {
        try (OutputReader reader = OutputReader.open(output, 10, true)) {
            assertThat(reader.next(() -> {
                        print("last words\n");
                        return true;
                    }))
                    .containsExactly("last words");
            assertThat(reader.isThrough()).isFalse();
        }
    }

    @Test
    void readsOnAcrossACutAndTheCutFreesTheDisk() throws IOException {
        print(lines(1, 400_000));
        try (OutputReader reader = OutputReader.open(output, 10_000, true)) {
            assertThat(reader.next(() -> false)).startsWith("line 390001");
            output.cutWhenLarge();
            print("after the cut\n");

            assertThat(all(reader)).contains("line 400000", "after the cut").doesNotContain("");
            assertThat(used()).isLessThan(2 * OutputFile.KEPT + (64 << 10));
        }
        List<String> kept = read(Integer.MAX_VALUE);
        assertThat(kept)
                .endsWith("line 400000", "after the cut")
                .allMatch(Pattern.compile("line \\d+|after .*").asMatchPredicate());
        assertThat(kept).hasSizeGreaterThan((int) (OutputFile.KEPT / "line 400000\n".length()));
    }

    @Test
    void skipsWhatWasCutBeforeItWasRead() throws IOException {
        print(lines(1, 10));
        try (OutputReader reader = OutputReader.open(output, 10, true)) {
            print(lines(11, 600_000));
            output.cutWhenLarge();

            assertThat(all(reader))
                    .endsWith("line 600000")
                    .allMatch(Pattern.compile("line \\d+").asMatchPredicate());
        }
    }

    @Test
    void beginsAnewWhenTheFileWasEmptied() throws IOException {
        print("before\nun");
        try (OutputReader reader = OutputReader.open(output, 10, true)) {
            assertThat(reader.next(() -> false)).containsExactly("before");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
            print("new\n");

            assertThat(reader.next(() -> false)).containsExactly("new");
        }
    }

    @Test
    void isNotKeptBusyByAFileThatOnlySeemsLarge() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.position(1L << 40);
            channel.write(ByteBuffer.wrap("\nend\n".getBytes(StandardCharsets.US_ASCII)));
        }

        assertThat(read(10)).containsExactly("end");
    }

    @Test
    void findsNothingMoreOnceItIsClosed() throws IOException {
        print("one\n");
        OutputReader reader = OutputReader.open(output, 10, true);
        reader.close();

        assertThat(reader.next(() -> false)).isEmpty();
    }

    private List<String> read(int tail) throws IOException {
        try (OutputReader reader = OutputReader.open(output, tail, false)) {
            List<String> lines = new ArrayList<>();
            while (!reader.isThrough()) {
                lines.addAll(reader.next(() -> false));
            }
            return lines;
        }
    }

    private static List<String> all(OutputReader reader) throws IOException {
        List<String> lines = new ArrayList<>();
        for (List<String> more = reader.next(() -> false); !more.isEmpty(); more = reader.next(() -> false)) {
            lines.addAll(more);
        }
        return lines;
    }

    private long used() throws IOException {
        try {
            return HostCommands.bytes(file);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void print(String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String lines(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
    }
}
