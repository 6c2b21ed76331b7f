package dev.steward.job.adapter.files;

import dev.steward.job.domain.DatasetPath;
import dev.steward.job.port.Datasets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Datasets as {@code <root>/<project_id>/<name>}; files are touched on the given scheduler, which may block. */
public class FileDatasets implements Datasets {

    /** Longer without a write than any upload: what a killed process left behind. */
    private static final Duration STALE = Duration.ofHours(1);

    private static final int CHUNKS_AHEAD = 4;
    private static final long HEADROOM = 1 << 20;

    private final Path root;
    private final DataSize limit;
    private final Scheduler blocking;

    public FileDatasets(Path root, DataSize limit, Scheduler blocking) {
        this.root = root.toAbsolutePath().normalize();
        this.limit = limit;
        this.blocking = blocking;
    }

    @Override
    public long limit() {
        return limit.toBytes();
    }

    @Override
    public Mono<StoreOutcome> store(DatasetPath path, Flux<ByteBuffer> content) {
        Path target = root.resolve(path.projectId()).resolve(path.name());
        return Mono.using(
                        () -> open(target, limit()),
                        upload -> content.publishOn(blocking, CHUNKS_AHEAD)
                                .doOnNext(upload::write)
                                .then(Mono.fromCallable(() -> stored(upload))),
                        Upload::close)
                .subscribeOn(blocking)
                .onErrorResume(error -> Mono.justOrEmpty(refusal(error)).switchIfEmpty(Mono.error(error)));
    }

    @Override
    public Mono<Path> locate(DatasetPath path) {
        return Mono.fromCallable(() -> realPath(path)).subscribeOn(blocking);
    }

    /** Removes what uploads left behind that were cut short by the end of their process. */
    public void removeStaleUploads(Clock clock) {
        Instant limit = clock.instant().minus(STALE);
        try (Stream<Path> files = Files.walk(Files.createDirectories(root), 2)) {
            List<Path> uploads = files.filter(
                            file -> file.getFileName().toString().startsWith(Upload.PREFIX))
                    .toList();
            for (Path upload : uploads) {
                if (Files.getLastModifiedTime(upload).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(upload);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the dataset folder cannot be used", e);
        }
    }

    Upload open(Path target, long limit) throws IOException {
        return Upload.open(target, limit);
    }

    /** Null when a link anywhere below the root, or anything that is no plain file, stands in for the file. */
    private @Nullable Path realPath(DatasetPath path) throws IOException {
        if (!Files.isDirectory(root)) {
            return null;
        }
        Path expected = root.toRealPath().resolve(path.projectId()).resolve(path.name());
        boolean plain = Files.isRegularFile(expected, LinkOption.NOFOLLOW_LINKS)
                && expected.toRealPath().equals(expected);
        return plain ? expected : null;
    }

    private static StoreOutcome stored(Upload upload) throws IOException {
        boolean replaced = upload.commit();
        return new StoreOutcome.Stored(upload.size(), replaced);
    }

    private Optional<StoreOutcome> refusal(Throwable error) {
        return switch (error) {
            case Upload.TooLargeException _ -> Optional.of(new StoreOutcome.TooLarge());
            case UncheckedIOException wrapped
            when noSpace(wrapped.getCause()) -> Optional.of(new StoreOutcome.DiskFull());
            case IOException io when noSpace(io) -> Optional.of(new StoreOutcome.DiskFull());
            default -> Optional.empty();
        };
    }

    // The JDK has no type for it, and its text is in the language of the process.
    private boolean noSpace(@Nullable Throwable error) {
        String reason = String.valueOf(error instanceof FileSystemException file ? file.getReason() : error);
        return reason.contains("No space left")
                || reason.contains("quota exceeded")
                || root.toFile().getUsableSpace() < HEADROOM;
    }
}
