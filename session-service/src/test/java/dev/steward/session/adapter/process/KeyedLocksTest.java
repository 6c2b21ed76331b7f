package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeyedLocksTest {

    private final KeyedLocks locks = new KeyedLocks();

    @Test
    void workOfOneKeyDoesNotOverlapAndLeavesNoLock() throws Exception {
        int runs = 200;
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(runs);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int run = 0; run < runs; run++) {
                threads.submit(() -> locks.locked("a", () -> {
                    overlaps.addAndGet(inside.getAndIncrement());
                    Thread.yield();
                    inside.decrementAndGet();
                    done.countDown();
                    return true;
                }));
            }
            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(overlaps).hasValue(0);
        assertThat(locks.isEmpty()).isTrue();
    }

    @Test
    void otherKeysDoNotWait() throws Exception {
        assertThat(locks.<Integer>locked("a", () -> {
                    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                        return threads.submit(() -> locks.locked("b", () -> 1)).get(60, TimeUnit.SECONDS);
                    }
                }))
                .isEqualTo(1);
    }

    @Test
    void workThatFailsLetsTheNextIn() throws Exception {
        assertThatThrownBy(() -> locks.locked("a", () -> {
                    throw new IOException("broken");
                }))
                .hasMessage("broken");

        assertThat(locks.locked("a", () -> 1)).isEqualTo(1);
        assertThat(locks.isEmpty()).isTrue();
    }
}
