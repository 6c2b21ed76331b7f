package dev.steward.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

class CleanupTest {

    private static final Duration FIRST = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMinutes(60);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicInteger turns = new AtomicInteger();

    @AfterEach
    void end() {
        time.dispose();
    }

    @Test
    void turnsComeAfterTheFirstDelayAndThenAfterEachPause() {
        Cleanup cleanup = cleanup(() -> Mono.just(turns.incrementAndGet()));
        assertThat(cleanup.isRunning()).isFalse();

        cleanup.start();

        assertThat(cleanup.isRunning()).isTrue();
        time.advanceTimeBy(FIRST.minusMillis(1));
        assertThat(turns).hasValue(0);
        time.advanceTimeBy(Duration.ofMillis(1));
        assertThat(turns).hasValue(1);
        time.advanceTimeBy(PAUSE.minusMillis(1));
        assertThat(turns).hasValue(1);
        time.advanceTimeBy(Duration.ofMillis(1));
        assertThat(turns).hasValue(2);
        time.advanceTimeBy(PAUSE.multipliedBy(10));
        assertThat(turns).hasValue(12);
    }

    @Test
    void aTurnThatFailsIsNotTheLast() {
        Cleanup cleanup = cleanup(() -> switch (turns.incrementAndGet()) {
            case 1 -> Mono.error(new IllegalStateException("the database is away"));
            case 2 -> throw new IllegalStateException("nothing came of it at all");
            default -> Mono.empty();
        });
        cleanup.start();

        time.advanceTimeBy(FIRST.plus(PAUSE.multipliedBy(2)));

        assertThat(turns).hasValue(3);
        assertThat(cleanup.isRunning()).isTrue();
    }

    @Test
    void noTurnBeginsBeforeTheOneBeforeHasEnded() {
        Sinks.Empty<Void> slow = Sinks.empty();
        Cleanup cleanup = cleanup(() -> turns.incrementAndGet() == 1 ? slow.asMono() : Mono.empty());
        cleanup.start();

        time.advanceTimeBy(FIRST.plus(PAUSE.multipliedBy(5)));
        assertThat(turns).hasValue(1);
        slow.tryEmitEmpty();
        time.advanceTimeBy(PAUSE.minusMillis(1));
        assertThat(turns).hasValue(1);

        time.advanceTimeBy(Duration.ofMillis(1));
        assertThat(turns).hasValue(2);
    }

    @Test
    void endsAtOnceAndCanBeStartedAgain() {
        AtomicInteger cut = new AtomicInteger();
        Cleanup cleanup = cleanup(() -> {
            turns.incrementAndGet();
            return Mono.never().doOnCancel(cut::incrementAndGet);
        });
        cleanup.stop();
        cleanup.start();
        time.advanceTimeBy(FIRST);

        cleanup.stop();

        assertThat(cleanup.isRunning()).isFalse();
        assertThat(cut).hasValue(1);
        time.advanceTimeBy(PAUSE.multipliedBy(5));
        assertThat(turns).hasValue(1);
        cleanup.start();
        time.advanceTimeBy(FIRST);
        assertThat(turns).hasValue(2);
    }

    private Cleanup cleanup(Supplier<Mono<?>> turn) {
        return new Cleanup("It was not cleared away", FIRST, PAUSE, turn, time);
    }
}
