package dev.steward.perf.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.devstack.suite.SuiteException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatewayProfileTest {

    @Test
    void judgesTimeInLoadOnly() {
        assertThat(GatewayProfile.parse(List.of()))
                .isEqualTo(GatewayProfile.SMOKE)
                .matches(profile -> !profile.judged());
        assertThat(GatewayProfile.parse(List.of("--profile", "load"))).matches(GatewayProfile::judged);
        assertThat(GatewayProfile.LOAD.warmUp()).isEqualTo(Duration.ofMinutes(1));
        assertThat(GatewayProfile.LOAD.mixed()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void isShortenedInAllParts() {
        assertThat(GatewayProfile.parse(List.of("--profile=load", "--scale=0.1")))
                .isEqualTo(new GatewayProfile(
                        "load",
                        Duration.ofSeconds(6),
                        Duration.ofMillis(1500),
                        Duration.ofSeconds(3),
                        Duration.ofMinutes(1),
                        true));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        for (var arguments : List.of(List.of("--profile", "open"), List.of("fast"), List.of("--scale", "2"))) {
            assertThatThrownBy(() -> GatewayProfile.parse(arguments)).isInstanceOf(SuiteException.class);
        }
    }
}
