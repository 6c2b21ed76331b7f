package dev.steward.kit.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.Signature;
import org.junit.jupiter.api.Test;

class MultiPrimeKeyTest {

    private final MultiPrimeKey key = new MultiPrimeKey();

    @Test
    void signsAsTheJdkDoes() throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update("text".getBytes(UTF_8));

        assertThat(key.sign("text")).isEqualTo(signature.sign());
    }

    @Test
    void jdkVerifiesWhatItSigned() throws GeneralSecurityException {
        assertThat(key.publicKey().getModulus().bitLength()).isEqualTo(2048);
        for (int i = 0; i < 50; i++) {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key.publicKey());
            signature.update(("text " + i).getBytes(UTF_8));
            assertThat(signature.verify(key.sign("text " + i))).isTrue();
        }
    }
}
