package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.SigningKey;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;

public class FakeSigningKeyRepository implements SigningKeyRepository {

    private final AtomicReference<SigningKey> active = new AtomicReference<>();

    @Override
    public Mono<SigningKey> active() {
        return Mono.fromSupplier(active::get);
    }

    @Override
    public Mono<List<SigningKey>> published() {
        return active().map(List::of).defaultIfEmpty(List.of());
    }

    @Override
    public Mono<Boolean> insertFirst(SigningKey key, Instant now) {
        return Mono.fromSupplier(() -> active.compareAndSet(null, key));
    }
}
