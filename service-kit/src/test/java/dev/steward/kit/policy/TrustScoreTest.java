package dev.steward.kit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustScoreTest {

    @ParameterizedTest
    @CsvSource({
        "95, 100, 75, 92.00, FULL",
        "20, 30, 25, 25.25, LOW",
        "0, 0, 0, 0.00, NONE",
        "100, 100, 100, 100.00, FULL",
        "20, 20, 19.96, 19.99, NONE",
        "20, 20, 19.98, 20.00, LOW",
        "40, 40, 40, 40.00, MEDIUM",
        "60, 60, 60, 60.00, HIGH",
        "80, 80, 79.96, 79.99, HIGH",
        "80, 80, 80, 80.00, FULL",
    })
    void weighsThenRoundsHalfUpAndTakesTheLevelOfThat(
            double device, double user, double context, String overall, TrustLevel level) {
        TrustScore score = new TrustScore(device, user, context);

        assertThat(score.overall()).hasToString(overall);
        assertThat(score.level()).isEqualTo(level);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 100.01, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesWhatIsNoScore(double value) {
        assertThatThrownBy(() -> new TrustScore(value, 50, 50)).hasMessageStartingWith("device_trust");
        assertThatThrownBy(() -> new TrustScore(50, value, 50)).hasMessageStartingWith("user_trust");
        assertThatThrownBy(() -> new TrustScore(50, 50, value)).hasMessageStartingWith("context_trust");
    }
}
