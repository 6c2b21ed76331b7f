package dev.steward.session.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class LossyBufferTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** Each message counts its characters and 64 more. */
    private static final int THREE_MESSAGES = 3 * 65;

    private final Sinks.Many<String> source = Sinks.many().unicast().onBackpressureBuffer();

    @Test
    void passesAllToAReaderThatKeepsUp() {
        Flux<String> read =
                LossyBuffer.of(Flux.range(0, 100_000).map(String::valueOf), 1_000, count -> "lost " + count);

        assertThat(read.count().block(DEADLINE)).isEqualTo(100_000);
    }

    @Test
    void dropsTheOldestOfASlowReaderAndTellsHowManyInTheirPlace() {
        StepVerifier.create(buffered(), 0)
                .then(() -> List.of("1", "2", "3", "4", "5").forEach(source::tryEmitNext))
                .thenRequest(2)
                .expectNext("lost 2", "3")
                .then(() -> List.of("6", "7").forEach(source::tryEmitNext))
                .thenRequest(10)
                .expectNext("lost 1", "5", "6", "7")
                .then(() -> source.tryEmitNext("8"))
                .expectNext("8")
                .then(source::tryEmitComplete)
                .expectComplete()
                .verify(DEADLINE);
    }

    @Test
    void endsAfterWhatWasHeldBack() {
        StepVerifier.create(buffered(), 0)
                .then(() -> {
                    source.tryEmitNext("1");
                    source.tryEmitError(new IllegalStateException("broken"));
                })
                .thenRequest(1)
                .expectNext("1")
                .expectErrorMessage("broken")
                .verify(DEADLINE);
    }

    @Test
    void oneMessageLargerThanAllThatFitsIsDropped() {
        StepVerifier.create(buffered())
                .then(() -> source.tryEmitNext("x".repeat(1_000)))
                .expectNext("lost 1")
                .thenCancel()
                .verify(DEADLINE);
    }

    @Test
    void letsGoOfTheSourceWithItsReader() {
        StepVerifier.create(buffered()).thenCancel().verify(DEADLINE);

        assertThat(source.currentSubscriberCount()).isZero();
    }

    @Test
    void losesNothingUntoldWhenReaderAndSourceRace() {
        int messages = 200_000;
        AtomicInteger read = new AtomicInteger();
        AtomicInteger lost = new AtomicInteger();

        LossyBuffer.of(
                        Flux.range(0, messages).map(String::valueOf).subscribeOn(Schedulers.boundedElastic()),
                        2_000,
                        count -> "lost " + count)
                .publishOn(Schedulers.parallel(), 8)
                .doOnNext(message -> {
                    if (message.startsWith("lost ")) {
                        lost.addAndGet(Integer.parseInt(message.substring(5)));
                    } else {
                        read.incrementAndGet();
                    }
                })
                .then()
                .block(DEADLINE);

        assertThat(read.get() + lost.get()).isEqualTo(messages);
    }

    private Flux<String> buffered() {
        return LossyBuffer.of(source.asFlux(), THREE_MESSAGES, count -> "lost " + count);
    }
}
