package dev.steward.kit.security.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class SnapshotPaceTest {

    private static final Duration PAUSE = Duration.ofMillis(100);

    @Test
    void savesTheLastOfManyChangesAndFewInBetween() {
        AtomicInteger changed = new AtomicInteger();
        AtomicInteger saved = new AtomicInteger();
        AtomicInteger saves = new AtomicInteger();
        Sinks.Many<Integer> changes = Sinks.many().multicast().directBestEffort();
        Mono<Void> save = Mono.fromRunnable(() -> {
            saved.set(changed.get());
            saves.incrementAndGet();
        });
        long started = System.nanoTime();
        var saving = TrustStateLifecycle.paced(changes.asFlux(), PAUSE, save).subscribe();

        for (int i = 0; i < 10_000; i++) {
            changes.tryEmitNext(changed.incrementAndGet());
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> saved.get() == 10_000);

        assertThat(saves.get())
                .isLessThanOrEqualTo(
                        (int) Duration.ofNanos(System.nanoTime() - started).dividedBy(PAUSE) + 1);
        saving.dispose();
    }
}
