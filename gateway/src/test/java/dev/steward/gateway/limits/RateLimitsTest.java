package dev.steward.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final RateLimits limits = new RateLimits(new LimitSettings(3, 60, Set.of("admin"), 1000), clock);

    @Test
    void grantsTheQuotaAndNoMore() {
        assertThat(limits.takeForAddress("a").remaining()).isEqualTo(2);
        limits.takeForAddress("a");
        assertThat(limits.takeForAddress("a").granted()).isTrue();

        Allowance refused = limits.takeForAddress("a");

        assertThat(refused.granted()).isFalse();
        assertThat(refused.remaining()).isZero();
        assertThat(refused.untilNext()).isEqualTo(Duration.ofSeconds(20));
        assertThat(refused.untilFull()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void refillsSteadily() {
        for (int i = 0; i < 4; i++) {
            limits.takeForAddress("a");
        }
        now = now.plusSeconds(19);
        assertThat(limits.takeForAddress("a").granted()).isFalse();
        now = now.plusSeconds(1);
        assertThat(limits.takeForAddress("a").granted()).isTrue();
        assertThat(limits.takeForAddress("a").granted()).isFalse();
    }

    @Test
    void countsEachAddressAndEachCallerApart() {
        for (int i = 0; i < 4; i++) {
            limits.takeForAddress("a");
        }
        assertThat(limits.takeForAddress("b").granted()).isTrue();
        Allowance caller = limits.takeForCaller("a");
        assertThat(caller.granted()).isTrue();
        assertThat(caller.plan()).isEqualTo("caller");
        assertThat(caller.quota()).isEqualTo(60);
    }
}
