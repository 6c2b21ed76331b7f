package dev.steward.job.port;

import dev.steward.job.domain.DatasetPath;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Uploaded files. */
public interface Datasets {

    /** What became of an upload; nothing is kept of one that was refused or broke off. */
    sealed interface StoreOutcome {

        record Stored(long size, boolean replaced) implements StoreOutcome {}

        record TooLarge() implements StoreOutcome {}

        record DiskFull() implements StoreOutcome {}
    }

    /** The largest dataset, in bytes. */
    long limit();

    /** Takes the content as it comes, never as a whole; a reader sees the old file or the new one, and nothing between. */
    Mono<StoreOutcome> store(DatasetPath path, Flux<ByteBuffer> content);

    /** The real path of an uploaded file; empty when there is none, or when something else stands in its place. */
    Mono<Path> locate(DatasetPath path);
}
