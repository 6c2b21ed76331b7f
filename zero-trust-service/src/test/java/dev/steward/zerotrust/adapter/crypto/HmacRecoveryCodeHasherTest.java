package dev.steward.zerotrust.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.zerotrust.domain.RecoveryCode;
import org.junit.jupiter.api.Test;

class HmacRecoveryCodeHasherTest {

    private static final RecoveryCode CODE = new RecoveryCode("AAAA-BBBB-CCCC-DDDD");

    @Test
    void hashIsOfTheCodeTheUserAndTheKey() {
        var hasher = new HmacRecoveryCodeHasher(MasterKey.parse("A".repeat(43) + "="));
        var other = new HmacRecoveryCodeHasher(MasterKey.random());

        assertThat(hasher.hash("ada", CODE))
                .hasSize(32)
                .isEqualTo(hasher.hash("ada", CODE))
                .isNotEqualTo(hasher.hash("bob", CODE))
                .isNotEqualTo(hasher.hash("ada", new RecoveryCode("AAAA-BBBB-CCCC-DDDE")))
                .isNotEqualTo(other.hash("ada", CODE));
    }
}
