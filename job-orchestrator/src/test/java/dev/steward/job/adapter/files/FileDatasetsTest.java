package dev.steward.job.adapter.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.job.domain.DatasetPath;
import dev.steward.job.port.Datasets;
import dev.steward.job.port.DatasetsContract;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class FileDatasetsTest extends DatasetsContract {

    @TempDir
    Path temporary;

    private Path root;
    private FileDatasets datasets;

    @BeforeEach
    void openFolder() throws IOException {
        root = temporary.toRealPath().resolve("datasets");
        datasets = new FileDatasets(root, DataSize.ofBytes(1_000), Schedulers.immediate());
    }

    @Override
    protected Datasets datasets() {
        return datasets;
    }

    @Test
    void keepsTheContentUnderProjectAndName() throws IOException {
        store(PATH, "a,b\n", "1,2\n");

        assertThat(root.resolve("apollo/a.csv")).content().isEqualTo("a,b\n1,2\n");
        assertThat(files()).containsExactly("apollo/a.csv");
    }

    @Test
    void showsTheOldFileUntilAllOfTheNewOneIsThere() {
        store(PATH, "old");
        Sinks.Many<ByteBuffer> content = Sinks.many().unicast().onBackpressureBuffer();

        Disposable upload = datasets.store(PATH, content.asFlux()).subscribe();
        content.tryEmitNext(ByteBuffer.wrap("new".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(root.resolve("apollo/a.csv")).content().isEqualTo("old");
        content.tryEmitComplete();

        assertThat(upload.isDisposed()).isTrue();
        assertThat(root.resolve("apollo/a.csv")).content().isEqualTo("new");
    }

    @Test
    void leavesNothingOfAnUploadTheClientGaveUp() throws IOException {
        Sinks.Many<ByteBuffer> content = Sinks.many().unicast().onBackpressureBuffer();
        Disposable upload = datasets.store(PATH, content.asFlux()).subscribe();
        content.tryEmitNext(ByteBuffer.allocate(10));
        assertThat(files()).hasSize(1);

        upload.dispose();

        assertThat(files()).isEmpty();
    }

    @Test
    void leavesNothingOfWhatWasTooLarge() throws IOException {
        store(PATH, "x".repeat(1_001));

        assertThat(files()).isEmpty();
    }

    @Test
    void locatesNoLinkAndNothingBehindOne() throws IOException {
        Path secret = Files.createDirectories(root.resolve("gemini")).resolve("secret.csv");
        Files.writeString(secret, "a\n1\n");
        Files.createDirectories(root.resolve("apollo"));
        Files.createSymbolicLink(root.resolve("apollo/link.csv"), secret);
        Files.createSymbolicLink(root.resolve("linked"), root.resolve("gemini"));

        StepVerifier.create(datasets.locate(new DatasetPath("apollo", "link.csv")))
                .verifyComplete();
        StepVerifier.create(datasets.locate(new DatasetPath("linked", "secret.csv")))
                .verifyComplete();
        StepVerifier.create(datasets.locate(new DatasetPath("gemini", "secret.csv")))
                .expectNext(secret)
                .verifyComplete();
    }

    @Test
    void locatesNoFolder() throws IOException {
        Files.createDirectories(root.resolve("apollo/a.csv"));

        StepVerifier.create(datasets.locate(PATH)).verifyComplete();
    }

    @Test
    void replacesALinkInsteadOfFollowingIt() throws IOException {
        Path outside = Files.writeString(temporary.resolve("outside"), "mine");
        Files.createDirectories(root.resolve("apollo"));
        Files.createSymbolicLink(root.resolve("apollo/a.csv"), outside);

        store(PATH, "new");

        assertThat(outside).content().isEqualTo("mine");
        assertThat(root.resolve("apollo/a.csv")).isRegularFile().content().isEqualTo("new");
    }

    @Test
    void removesWhatWasLeftByAnotherRunButNotWhatIsUnderWay() throws IOException {
        Path old = Files.writeString(
                Files.createDirectories(root.resolve("apollo")).resolve(".upload-1"), "x");
        Files.setLastModifiedTime(old, FileTime.from(Clock.systemUTC().instant().minus(Duration.ofHours(2))));
        Files.writeString(root.resolve("apollo/.upload-2"), "x");

        datasets.removeStaleUploads(Clock.systemUTC());

        assertThat(files()).containsExactly("apollo/.upload-2");
    }

    @Test
    @EnabledIf("hasFullDevice")
    void saysThatTheDiskIsFull() throws IOException {
        FileDatasets full = new FileDatasets(root, DataSize.ofBytes(1_000), Schedulers.immediate()) {
            @Override
            Upload open(Path target, long limit) throws IOException {
                Path temporary = Files.writeString(root.resolve("temporary"), "");
                FileChannel channel = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE);
                return new Upload(target, temporary, channel, limit);
            }
        };
        Files.createDirectories(root);

        StepVerifier.create(full.store(PATH, pieces("x")))
                .expectNext(new Datasets.StoreOutcome.DiskFull())
                .verifyComplete();
        assertThat(files()).isEmpty();
    }

    static boolean hasFullDevice() {
        return Files.exists(Path.of("/dev/full"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(Files.createDirectories(root))) {
            return files.filter(file -> !Files.isDirectory(file))
                    .map(file -> root.relativize(file).toString())
                    .toList();
        }
    }
}
