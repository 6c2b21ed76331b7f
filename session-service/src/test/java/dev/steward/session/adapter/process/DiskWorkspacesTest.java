package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.session.domain.Precondition;
import dev.steward.session.domain.WorkspacePath;
import dev.steward.session.port.Workspaces.ReadOutcome;
import dev.steward.session.port.Workspaces.WriteOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** Writing and reading the files of workspaces. */
class DiskWorkspacesTest extends WorkspaceFixture {

    private static final int LIMIT = MIB;

    DiskWorkspacesTest(@TempDir Path data) {
        super(data, LIMIT);
    }

    @Test
    void givesBackWhatWasPut() {
        WriteOutcome.Written written = (WriteOutcome.Written) write("index.html", "<h1>hello</h1>");

        assertThat(written.created()).isTrue();
        ReadOutcome.Found found = (ReadOutcome.Found) read("index.html");
        assertThat(text(found)).isEqualTo("<h1>hello</h1>");
        assertThat(found.size()).isEqualTo(14);
        assertThat(found.etag()).isEqualTo(written.etag()).matches("\"[0-9a-f-]+\"");
    }

    @Test
    void replacesAFileAndItsETag() {
        WriteOutcome.Written first = (WriteOutcome.Written) write("a/b/c.txt", "one");
        WriteOutcome.Written second = (WriteOutcome.Written) write("a/b/c.txt", "two");

        assertThat(second.created()).isFalse();
        assertThat(second.etag()).isNotEqualTo(first.etag());
        assertThat(text((ReadOutcome.Found) read("a/b/c.txt"))).isEqualTo("two");
    }

    @Test
    void givesNoBytesOfAnotherFileUnderATag() {
        write("a.txt", "one");
        ReadOutcome.Found found = (ReadOutcome.Found) read("a.txt");
        write("a.txt", "two");

        assertThatThrownBy(() -> text(found)).hasMessageContaining("replaced");
    }

    /** Else whoever reads would wait for somebody who writes into it, for ever. */
    @Test
    void waitsForNoPipeThatWasPutInPlaceOfAFile() throws Exception {
        write("a.txt", "");
        ReadOutcome.Found found = (ReadOutcome.Found) read("a.txt");
        Path file = workspace().resolve("a.txt");
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();

        assertThatThrownBy(() -> found.content().blockLast(Duration.ofSeconds(20)))
                .hasMessageContaining("replaced");
        assertThat(read("a.txt")).isInstanceOf(ReadOutcome.InTheWay.class);
        assertNothingIsAside();
    }

    @Test
    void readsNothingFromElsewhereThroughAFolderThatWasExchanged() throws IOException {
        write("folder/secret", "x");
        ReadOutcome.Found found = (ReadOutcome.Found) read("folder/secret");
        Files.move(workspace().resolve("folder"), workspace().resolve("moved"));
        Files.createSymbolicLink(workspace().resolve("folder"), outside);

        assertThatThrownBy(() -> text(found)).hasMessageContaining("replaced");
        assertNothingIsAside();
    }

    @Test
    void keepsTheModeOfAFileItReplaces() throws IOException {
        write("run.sh", "#!/bin/sh");
        Path file = workspace().resolve("run.sh");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));

        write("run.sh", "#!/bin/sh -e");

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void filesAndFoldersBelongToTheSessionsUser() throws IOException {
        write("a/b.txt", "x");

        Object owner = Files.getAttribute(workspace(), "unix:uid");
        assertThat(Files.getAttribute(workspace().resolve("a"), "unix:uid")).isEqualTo(owner);
        assertThat(Files.getAttribute(workspace().resolve("a/b.txt"), "unix:uid"))
                .isEqualTo(owner);
        assertThat(Files.getAttribute(workspace().resolve("a/b.txt"), "unix:gid"))
                .isEqualTo(owner);
    }

    @Test
    void takesAnEmptyFileAndOneOfTheLimitButNoneBeyond() {
        assertThat(write("empty", "")).isInstanceOf(WriteOutcome.Written.class);
        assertThat(text((ReadOutcome.Found) read("empty"))).isEmpty();
        assertThat(write("full", "x".repeat(LIMIT))).isInstanceOf(WriteOutcome.Written.class);
        assertThat(text((ReadOutcome.Found) read("full"))).hasSize(LIMIT);

        assertThat(write("more", "x".repeat(LIMIT + 1))).isEqualTo(new WriteOutcome.TooLarge(LIMIT));

        assertThat(read("more")).isInstanceOf(ReadOutcome.Missing.class);
    }

    @Test
    void leavesNothingOfAnUploadThatBroke() throws IOException {
        Flux<ByteBuffer> broken =
                Flux.concat(Flux.just(bytes("half")), Flux.error(new IllegalStateException("the client went away")));

        workspaces
                .write(session, WorkspacePath.of("half.txt"), broken, Precondition.NONE)
                .onErrorComplete()
                .block();

        assertThat(read("half.txt")).isInstanceOf(ReadOutcome.Missing.class);
        assertNothingIsAside();
    }

    @Test
    void leavesNothingOfAnUploadThatWasTooLarge() throws IOException {
        write("more", "x".repeat(LIMIT + 1));

        assertNothingIsAside();
    }

    @ParameterizedTest
    @ValueSource(strings = {"link/secret", "link/new", "file-link"})
    void followsNoSymbolicLink(String path) throws IOException {
        write("index.html", "x");
        Files.createSymbolicLink(workspace().resolve("link"), outside);
        Files.createSymbolicLink(workspace().resolve("file-link"), outside.resolve("secret"));

        assertThat(read(path)).isInstanceOf(ReadOutcome.InTheWay.class);
        assertThat(write(path, "changed")).isInstanceOf(WriteOutcome.InTheWay.class);

        assertThat(outside.resolve("secret")).hasContent("secret");
        assertThat(outside.resolve("new")).doesNotExist();
    }

    @Test
    void followsNoLinkInPlaceOfTheWorkspaceItself() throws IOException {
        write("index.html", "x");
        Files.move(workspace(), workspace().resolveSibling("moved"));
        Files.createSymbolicLink(workspace(), outside);

        assertThat(read("secret")).isInstanceOf(ReadOutcome.InTheWay.class);
        assertThat(write("secret", "changed")).isInstanceOf(WriteOutcome.InTheWay.class);

        assertThat(outside.resolve("secret")).hasContent("secret");
        assertThat(Files.isSymbolicLink(workspace())).isTrue();
    }

    @Test
    void saysWhatIsInTheWay() {
        write("folder/file", "x");

        assertThat(read("folder")).isEqualTo(new ReadOutcome.InTheWay("'folder' is a folder"));
        assertThat(write("folder", "x")).isEqualTo(new WriteOutcome.InTheWay("'folder' is a folder"));
        assertThat(write("folder/file/below", "x")).isEqualTo(new WriteOutcome.InTheWay("'file' is a file"));
    }

    @Test
    void whatIsNotThereIsMissing() {
        assertThat(read("nothing")).isInstanceOf(ReadOutcome.Missing.class);
        write("folder/file", "x");
        assertThat(read("folder/nothing")).isInstanceOf(ReadOutcome.Missing.class);
        assertThat(read("nothing/file")).isInstanceOf(ReadOutcome.Missing.class);
    }

    private static String text(ReadOutcome.Found found) {
        return found.content()
                .map(part -> StandardCharsets.UTF_8.decode(part).toString())
                .collectList()
                .map(parts -> String.join("", parts))
                .block();
    }
}
