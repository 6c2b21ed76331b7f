package dev.steward.kit.policy.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.kit.policy.IpAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTableTest {

    @ParameterizedTest
    @CsvSource({"192.0.2.7, Lab", "192.0.3.7, Berlin", "2001:db8::1, Tokyo", "198.51.100.1, ", "::ffff:192.0.2.7, Lab"})
    void smallestBlockTells(String address, String place) {
        var table = PlaceTable.read(List.of(
                "# our networks",
                "",
                "192.0.0.0/16, Berlin, 52.52, 13.405",
                "192.0.2.0/24,Lab,52.5,13.4",
                "2001:db8::/32,Tokyo,35.6764,139.65"));

        assertThat(table.of(IpAddress.of(address).orElseThrow()).map(Place::name))
                .isEqualTo(Optional.ofNullable(place));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.0/24,Berlin,52.52|line 1 must be block, name, degrees north, degrees east",
                "192.0.2.1/24,Berlin,52.52,13.4|line 1 must be the first address of its block: the bits after the prefix must be 0",
                "192.0.2.0/24,Berlin,91,13.4|line 1 must have degrees from -90 to 90",
                "192.0.2.0/24,Berlin,52.52,east|line 1 must have degrees from -180 to 180",
                "192.0.2.0/24,Berlin,NaN,13.4|line 1 must have degrees from -90 to 90",
            })
    void whatIsNoLineIsNamed(String line, String message) {
        assertThatThrownBy(() -> PlaceTable.read(List.of(line))).hasMessage(message);
    }

    @Test
    void blockIsNamedOnce() {
        assertThatThrownBy(() -> PlaceTable.read(List.of("192.0.2.0/24,A,1,1", "192.0.2.0/24,B,2,2")))
                .hasMessage("line 2 names a block that an earlier line names");
    }
}
