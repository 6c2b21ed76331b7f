package dev.steward.zerotrust.port;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

public class FakeTrustEntryRepository implements TrustEntryRepository {

    private final Map<String, Long> counters = new ConcurrentHashMap<>();

    @Override
    public Mono<Long> next(String entryKey) {
        return Mono.fromSupplier(() -> counters.merge(entryKey, 1L, Long::sum));
    }

    @Override
    public Mono<Long> lock(String entryKey) {
        return current(entryKey);
    }

    @Override
    public Mono<Long> current(String entryKey) {
        return Mono.fromSupplier(() -> counters.getOrDefault(entryKey, 0L));
    }
}
