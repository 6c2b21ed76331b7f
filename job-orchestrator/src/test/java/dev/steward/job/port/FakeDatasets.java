package dev.steward.job.port;

import dev.steward.job.domain.DatasetPath;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Remembers sizes. */
public final class FakeDatasets implements Datasets {

    private static final long LIMIT = 1_000;

    private final Map<DatasetPath, Long> sizes = new ConcurrentHashMap<>();

    @Override
    public long limit() {
        return LIMIT;
    }

    @Override
    public Mono<StoreOutcome> store(DatasetPath path, Flux<ByteBuffer> content) {
        return content.map(ByteBuffer::remaining)
                .reduce(0L, Long::sum)
                .map(size -> size > LIMIT
                        ? new StoreOutcome.TooLarge()
                        : new StoreOutcome.Stored(size, sizes.put(path, size) != null));
    }

    @Override
    public Mono<Path> locate(DatasetPath path) {
        return sizes.containsKey(path) ? Mono.just(Path.of("/fake", path.toString())) : Mono.empty();
    }

    public void remove(DatasetPath path) {
        sizes.remove(path);
    }
}
