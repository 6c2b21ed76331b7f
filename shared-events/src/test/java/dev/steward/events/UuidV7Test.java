package dev.steward.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class UuidV7Test {

    @Test
    void carriesVersionVariantAndTime() {
        UUID id = UuidV7.at(0x0198_C0DE_1234L);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(0x0198_C0DE_1234L);
    }

    @Test
    void laterIdsSortAfterEarlierOnes() {
        assertThat(UuidV7.at(2_000).toString()).isGreaterThan(UuidV7.at(1_999).toString());
    }
}
