package dev.steward.perf.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.perf.load.Failure;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutagesTest {
    private static final Instant DOWN = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant UP = DOWN.plusSeconds(10);

    private final Outages outages = new Outages();

    OutagesTest() {
        outages.add(DOWN, UP);
    }

    @Test
    void excusesARequestToComeAgainWhileSomethingIsDown() {
        assertThat(outages.excuse(failure(503, "1", DOWN.minusSeconds(1), DOWN.plusSeconds(1))))
                .isTrue();
        assertThat(outages.excuse(failure(503, "1", UP.minusSeconds(1), UP.plusSeconds(1))))
                .isTrue();
    }

    @Test
    void excusesNothingBeforeAndAfterwards() {
        assertThat(outages.excuse(failure(503, "1", DOWN.minusSeconds(2), DOWN.minusSeconds(1))))
                .isFalse();
        assertThat(outages.excuse(failure(503, "1", UP.plusSeconds(1), UP.plusSeconds(2))))
                .isFalse();
    }

    @Test
    void excusesNoOtherAnswer() {
        assertThat(outages.excuse(failure(503, null, DOWN, UP))).isFalse();
        assertThat(outages.excuse(failure(503, "0", DOWN, UP))).isFalse();
        assertThat(outages.excuse(failure(500, "1", DOWN, UP))).isFalse();
        assertThat(outages.excuse(failure(0, null, DOWN, UP))).isFalse();
    }

    private static Failure failure(int status, String retryAfter, Instant from, Instant until) {
        return new Failure("step", from, until, status, retryAfter, "");
    }
}
