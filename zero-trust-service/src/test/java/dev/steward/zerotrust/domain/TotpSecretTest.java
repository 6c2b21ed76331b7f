package dev.steward.zerotrust.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpSecretTest {

    @ParameterizedTest
    @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void base32IsThatOfRfc4648(String text, String base32) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);

        assertThat(TotpSecret.of(bytes).base32()).isEqualTo(base32);
        assertThat(new TotpSecret(base32).bytes()).isEqualTo(bytes);
    }

    @Test
    void secretHas160BitsOfItsOwnAndDoesNotShowItself() {
        var secret = TotpSecret.random(new SecureRandom());

        assertThat(secret.bytes()).hasSize(20);
        assertThat(secret).isNotEqualTo(TotpSecret.random(new SecureRandom()));
        assertThat(secret.toString()).doesNotContain(secret.base32());
    }

    @Test
    void uriSaysEverythingAnAppNeeds() {
        assertThat(new TotpSecret("MZXW6YTBOI").otpauthUri(new Username("ada@example.org")))
                .isEqualTo("otpauth://totp/Steward:ada@example.org?secret=MZXW6YTBOI&issuer=Steward"
                        + "&algorithm=SHA1&digits=6&period=30");
    }
}
