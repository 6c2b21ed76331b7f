package dev.steward.perf.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.perf.load.Traffic.Arrivals;
import dev.steward.perf.load.Traffic.Users;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private final Users load = (Users) Profile.LOAD.traffic();

    @Test
    void changesTheNumberOfUsersEvenlyWithinAStage() {
        assertThat(load.at(Duration.ZERO)).isZero();
        assertThat(load.at(Duration.ofMinutes(1))).isEqualTo(50);
        assertThat(load.at(Duration.ofMinutes(6))).isEqualTo(100);
        assertThat(load.at(Duration.ofMinutes(8))).isEqualTo(150);
        assertThat(load.at(Duration.ofMinutes(13))).isEqualTo(200);
        assertThat(load.at(Duration.ofMinutes(15))).isEqualTo(100);
        assertThat(load.at(Duration.ofMinutes(17))).isZero();
    }

    @Test
    void keepsItsShapeWhenItIsShortened() {
        assertThat(load.length()).isEqualTo(Duration.ofMinutes(16));
        var shorter = load.scaled(0.25);
        assertThat(shorter.length()).isEqualTo(Duration.ofMinutes(4));
        assertThat(shorter.at(Duration.ofMinutes(2))).isEqualTo(load.at(Duration.ofMinutes(8)));
        assertThat(new Arrivals(200, Duration.ofMinutes(2)).scaled(0.5))
                .isEqualTo(new Arrivals(200, Duration.ofMinutes(1)));
    }
}
