package dev.steward.session.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetRangeTest {

    @Test
    void eachNumberHasAPartOfItsOwnUntilTheyAreUsedUp() {
        SubnetRange range = SubnetRange.of("10.210.0.0/16");

        assertThat(range.subnet(0)).isEqualTo("10.210.0.0/29");
        assertThat(range.subnet(1)).isEqualTo("10.210.0.8/29");
        assertThat(range.subnet(8_191)).isEqualTo("10.210.255.248/29");
        assertThat(range.subnet(8_192)).isEqualTo("10.210.0.0/29");
        assertThat(LongStream.range(0, 8_192).mapToObj(range::subnet).collect(Collectors.toSet()))
                .hasSize(8_192);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.210.0.0", "10.210.0.0/30", "10.210.0.1/16", "10.300.0.0/16", "10.210.0.0/4", "::/64"})
    void refusesWhatIsNoRange(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SubnetRange.of(text));
    }
}
