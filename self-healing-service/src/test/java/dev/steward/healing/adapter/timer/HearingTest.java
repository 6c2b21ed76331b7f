package dev.steward.healing.adapter.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class HearingTest {

    private static final Duration ANSWER = Duration.ofSeconds(30);

    private Instant now = Instant.parse("2026-07-01T10:00:00Z");
    private boolean brokerAnswers = true;
    private final Hearing hearing = new Hearing(Mono.fromSupplier(() -> brokerAnswers), ANSWER, () -> now);

    @Test
    void isGoodOnceAnAnswerHadTheTimeToArriveSinceTheStart() {
        assertThat(isGoodAfter(Duration.ofSeconds(29))).isFalse();
        assertThat(isGoodAfter(Duration.ofSeconds(1))).isTrue();
    }

    @Test
    void isNotGoodTheMomentTheBrokerIsBack() {
        assertThat(isGoodAfter(ANSWER)).isTrue();
        brokerAnswers = false;
        assertThat(isGoodAfter(Duration.ofSeconds(10))).isFalse();
        brokerAnswers = true;

        assertThat(isGoodAfter(Duration.ofSeconds(1))).isFalse();
        assertThat(isGoodAfter(Duration.ofSeconds(28))).isFalse();
        assertThat(isGoodAfter(Duration.ofSeconds(1))).isTrue();
    }

    private boolean isGoodAfter(Duration passed) {
        now = now.plus(passed);
        return Boolean.TRUE.equals(hearing.isGood().block());
    }
}
