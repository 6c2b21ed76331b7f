package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.port.WorkspaceArchives.UnpackOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives that are to reach what they may not, or are none. */
class HostileArchivesTest extends ArchivesFixture {

    HostileArchivesTest(@TempDir Path data) throws IOException {
        super(data);
    }

    static Stream<Arguments> hostile() throws IOException {
        byte[] good =
                new Tars().file("a.txt", "a".repeat(2_000)).file("b.txt", "b").bytes();
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(good);
        }
        Tars many = new Tars();
        IntStream.rangeClosed(0, ENTRIES).forEach(n -> many.file("f" + n, ""));
        Stream<Arguments> specials = Tars.specials().entrySet().stream()
                .map(special -> Arguments.of(
                        special.getKey(),
                        after().special("x", special.getValue()).bytes()));
        return Stream.concat(
                specials,
                Stream.of(
                        Arguments.of(
                                "an absolute path",
                                after().file("/etc/passwd", "x").bytes()),
                        Arguments.of(
                                "a way up", after().file("../outside/x", "x").bytes()),
                        Arguments.of(
                                "a way up within",
                                after().file("src/../../outside/x", "x").bytes()),
                        Arguments.of(
                                "a way up in an extended header",
                                after().paxPath("../outside/x").bytes()),
                        Arguments.of("a folder up", after().folder("..").bytes()),
                        Arguments.of(
                                "control characters", after().file("a\nb", "x").bytes()),
                        Arguments.of(
                                "a name too long",
                                after().file("n".repeat(256), "x").bytes()),
                        Arguments.of(
                                "folders too deep",
                                after().file("d/".repeat(65) + "x", "x").bytes()),
                        Arguments.of(
                                "an absolute link", after().link("l", "/etc").bytes()),
                        Arguments.of(
                                "a link up", after().link("l", "../outside").bytes()),
                        Arguments.of(
                                "a link far up",
                                after().link("a/b/l", "../../../outside").bytes()),
                        Arguments.of(
                                "a link up after a name",
                                after().link("l", "src/../../outside").bytes()),
                        Arguments.of(
                                "links that add up",
                                after().link("a/q", "..").link("l", "a/q/..").bytes()),
                        Arguments.of("a link to nothing", after().link("l", "").bytes()),
                        Arguments.of(
                                "a file through a link of its own",
                                after().link("l", "src").file("l/x", "x").bytes()),
                        Arguments.of(
                                "a hard link", after().hardLink("h", "good.txt").bytes()),
                        Arguments.of(
                                "a hard link out",
                                after().hardLink("h", "/etc/passwd").bytes()),
                        Arguments.of("a sparse file", after().sparse("s").bytes()),
                        Arguments.of(
                                "a long header",
                                after().longName(100_000).file("x", "x").bytes()),
                        Arguments.of("too many entries", many.bytes()),
                        Arguments.of(
                                "too many folders that only paths name",
                                after().file("a/" + "d/".repeat(30) + "x", "x")
                                        .file("b/" + "d/".repeat(30) + "x", "x")
                                        .bytes()),
                        Arguments.of(
                                "a file that is a folder",
                                after().file("x/y", "x").file("x", "x").bytes()),
                        Arguments.of(
                                "a file where a folder is",
                                after().file("src", "x").bytes()),
                        Arguments.of(
                                "a folder where a file is",
                                after().folder("kept.txt").bytes()),
                        Arguments.of("no tar", "no tar at all".repeat(100).getBytes(StandardCharsets.UTF_8)),
                        Arguments.of("a zipped tar", zipped.toByteArray()),
                        Arguments.of("nothing", new byte[0]),
                        Arguments.of("half a file", Arrays.copyOf(good, 1_500)),
                        Arguments.of("half a header", Arrays.copyOf(good, 300)),
                        Arguments.of("no end", Arrays.copyOf(good, 512 + 2_048))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void oneBadEntryRefusesAllAndChangesNothing(String what, byte[] archive) throws IOException {
        Map<String, String> before = tree(workspace());

        assertThat(unpack(archive, false)).as(what).isInstanceOf(UnpackOutcome.Refused.class);

        assertThat(tree(workspace())).isEqualTo(before);
    }

    @Test
    void anAbsolutePathInAnExtendedHeaderStaysInside() throws IOException {
        unpacked(new Tars().paxPath("/etc/cron.d/x").bytes(), false);

        assertThat(tree(workspace())).containsEntry("etc/cron.d/x", "pax");
    }

    @Test
    void goesThroughNoLinkOfTheWorkspace() throws IOException {
        Files.createSymbolicLink(workspace().resolve("out"), outside);

        assertThat(unpack(new Tars().file("out/x", "x").bytes(), false)).isInstanceOf(UnpackOutcome.Refused.class);
        unpacked(new Tars().file("out", "a file").bytes(), false);

        assertThat(tree(workspace())).as("the link itself").containsEntry("out", "a file");
    }

    private static Tars after() {
        return new Tars().file("good.txt", "good");
    }
}
