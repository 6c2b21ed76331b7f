package dev.steward.job.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ValueRangeTest {

    @Test
    void takesOneEndOrTwo() {
        assertThat(ValueRange.valid(1.0, 2.0)).isTrue();
        assertThat(ValueRange.valid(1.0, 1.0)).isTrue();
        assertThat(ValueRange.valid(null, 2.0)).isTrue();
        assertThat(ValueRange.valid(1.0, null)).isTrue();
    }

    @Test
    void refusesNoEndAtAllAndEndsThatAreNone() {
        assertThat(ValueRange.valid(null, null)).isFalse();
        assertThat(ValueRange.valid(2.0, 1.0)).isFalse();
        assertThat(ValueRange.valid(Double.NaN, 1.0)).isFalse();
        assertThat(ValueRange.valid(0.0, Double.POSITIVE_INFINITY)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new ValueRange(2.0, 1.0));
    }
}
