package dev.steward.healing.domain;

import static dev.steward.healing.domain.Given.NOON;
import static dev.steward.healing.domain.Given.POLICY;
import static dev.steward.healing.domain.Given.crash;
import static dev.steward.healing.domain.Given.running;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RemediationPolicyTest {

    @Test
    void threeCrashesInsideTheWindowAreALoop() {
        assertThat(loops(NOON, NOON.plusSeconds(150), NOON.plusMillis(299_999))).isTrue();
    }

    @Test
    void aCrashExactlyAsOldAsTheWindowIsOutside() {
        assertThat(loops(NOON, NOON.plusSeconds(150), NOON.plusSeconds(300))).isFalse();
    }

    @Test
    void twoCrashesAreNoLoop() {
        assertThat(loops(NOON, NOON)).isFalse();
    }

    @Test
    void countsByTimeOfTheEventsWhateverTheirOrder() {
        assertThat(loops(NOON.plusSeconds(200), NOON, NOON.plusSeconds(100))).isTrue();
        assertThat(loops(NOON.plusSeconds(900), NOON, NOON.plusSeconds(100))).isFalse();
    }

    @Test
    void remembersNoMoreCrashesThanTheLimit() {
        ObservedTarget target = running(1);
        for (int i = 0; i < 10; i++) {
            target = target.crashed(crash(2 + i, NOON.plusSeconds(i)), POLICY);
        }
        assertThat(target.recentCrashes())
                .containsExactly(NOON.plusSeconds(7), NOON.plusSeconds(8), NOON.plusSeconds(9));
    }

    private static boolean loops(Instant... crashes) {
        ObservedTarget target = running(1);
        for (int i = 0; i < crashes.length; i++) {
            target = target.crashed(crash(2 + i, crashes[i]), POLICY);
        }
        return POLICY.isCrashLoop(target);
    }
}
