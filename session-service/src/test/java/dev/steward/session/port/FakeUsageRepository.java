package dev.steward.session.port;

import dev.steward.session.domain.UsageMeter;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Window ends in memory. */
public class FakeUsageRepository implements UsageRepository {

    private final Map<String, UsageMeter> ends = new ConcurrentHashMap<>();

    @Override
    public Mono<UsageMeter> find(String sessionId) {
        return Mono.fromSupplier(() -> ends.get(sessionId));
    }

    @Override
    public Mono<Boolean> advance(String sessionId, @Nullable Instant from, UsageMeter closed) {
        return Mono.fromSupplier(() -> {
            UsageMeter known = ends.get(sessionId);
            boolean meets = Objects.equals(from, known == null ? null : known.until());
            if (meets) {
                ends.put(
                        sessionId,
                        UsageMeter.stored(
                                closed.attempt(),
                                closed.until(),
                                closed.cpuSeconds(),
                                Objects.requireNonNullElse(closed.memory().gib(), 0.0),
                                closed.disk().gib(),
                                closed.network().counted()));
            }
            return meets;
        });
    }
}
