package dev.steward.zerotrust.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.zerotrust.domain.TotpSecret;
import dev.steward.zerotrust.domain.TotpStep;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HmacTotpCodesTest {

    private static final TotpSecret SECRET = TotpSecret.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void codesAreThoseOfRfc6238AppendixB(long seconds, String code) {
        TotpStep step = TotpStep.at(Instant.ofEpochSecond(seconds));

        assertThat(new HmacTotpCodes(8).code(SECRET, step)).isEqualTo(code);
        assertThat(new HmacTotpCodes().code(SECRET, step)).isEqualTo(code.substring(2));
    }
}
