package dev.steward.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LocalBucketsTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final TokenBuckets buckets = new LocalBuckets(1000, clock);

    @Test
    void grantsTheQuotaAndNoMore() {
        assertThat(take("a").remaining()).isEqualTo(2);
        take("a");
        assertThat(take("a").granted()).isTrue();

        Allowance refused = take("a");

        assertThat(refused.granted()).isFalse();
        assertThat(refused.remaining()).isZero();
        assertThat(refused.untilNext()).isEqualTo(Duration.ofSeconds(20));
        assertThat(refused.untilFull()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void refillsSteadily() {
        for (int i = 0; i < 4; i++) {
            take("a");
        }
        now = now.plusSeconds(19);
        assertThat(take("a").granted()).isFalse();
        now = now.plusSeconds(1);
        assertThat(take("a").granted()).isTrue();
        assertThat(take("a").granted()).isFalse();
    }

    @Test
    void countsEachKeyAndEachPlanApart() {
        for (int i = 0; i < 4; i++) {
            take("a");
        }

        assertThat(take("b").granted()).isTrue();
        Allowance other = Objects.requireNonNull(buckets.take("other", "a", 60).block());
        assertThat(other.granted()).isTrue();
        assertThat(other.plan()).isEqualTo("other");
        assertThat(other.quota()).isEqualTo(60);
    }

    private Allowance take(String key) {
        return Objects.requireNonNull(buckets.take("basic", key, 3).block());
    }
}
