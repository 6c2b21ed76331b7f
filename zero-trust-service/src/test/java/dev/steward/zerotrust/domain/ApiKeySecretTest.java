package dev.steward.zerotrust.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeySecretTest {

    private static final String ID = "0198c0de-0000-7000-8000-0000000000e1";

    private final ApiKeySecret secret = ApiKeySecret.random(ID, new SecureRandom());

    @Test
    void saysWhoseItIsAndReadsBack() {
        assertThat(secret.value()).matches("stw_[0-9A-Za-z]{71}").startsWith(ApiKeySecret.prefix(ID));
        assertThat(secret.id()).isEqualTo(ID);
        assertThat(ApiKeySecret.parse(secret.value())).contains(secret);
        assertThat(secret).hasToString("ApiKeySecret[redacted]");
        assertThat(ApiKeySecret.random(ID, new SecureRandom())).isNotEqualTo(secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000-0000-0000-0000-000000000000",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                "80000000-0000-0000-8000-000000000000",
            })
    void everyIdFits(String id) {
        var extreme = ApiKeySecret.random(id, new SecureRandom());

        assertThat(extreme.id()).isEqualTo(id);
        assertThat(ApiKeySecret.parse(extreme.value())).contains(extreme);
    }

    @Test
    void checksumIsThatOfTheDocumentedForm() {
        String checked = secret.value().substring(0, 69);
        CRC32 crc = new CRC32();
        crc.update(checked.getBytes(StandardCharsets.US_ASCII));

        String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        BigInteger told = BigInteger.ZERO;
        for (char digit : secret.value().substring(69).toCharArray()) {
            told = told.multiply(BigInteger.valueOf(62)).add(BigInteger.valueOf(digits.indexOf(digit)));
        }

        assertThat(told).isEqualTo(BigInteger.valueOf(crc.getValue()));
    }

    @Test
    void noOtherTextIsAKey() {
        String value = secret.value();
        for (int i = 4; i < value.length(); i++) {
            char other = value.charAt(i) == 'a' ? 'b' : 'a';
            assertThat(ApiKeySecret.parse(value.substring(0, i) + other + value.substring(i + 1)))
                    .as("another digit at %d", i)
                    .isEmpty();
        }
        assertThat(ApiKeySecret.parse(value + "0")).isEmpty();
        assertThat(ApiKeySecret.parse(value.substring(1))).isEmpty();
        assertThat(ApiKeySecret.parse("")).isEmpty();
        assertThat(ApiKeySecret.parse(value + "\n")).isEmpty();
    }

    @Test
    void idOfMoreThan128BitsIsNoId() {
        String checked = "stw_" + "z".repeat(22) + "0".repeat(43);
        CRC32 crc = new CRC32();
        crc.update(checked.getBytes(StandardCharsets.US_ASCII));

        assertThat(ApiKeySecret.parse(checked + Base62.encode(BigInteger.valueOf(crc.getValue()), 6)))
                .isEmpty();
    }
}
