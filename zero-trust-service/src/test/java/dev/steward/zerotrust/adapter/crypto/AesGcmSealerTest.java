package dev.steward.zerotrust.adapter.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.zerotrust.port.SealBrokenException;
import dev.steward.zerotrust.port.Sealer.Sealed;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AesGcmSealerTest {

    private static final byte[] PLAIN = "a private key".getBytes(UTF_8);

    private final AesGcmSealer sealer = new AesGcmSealer(MasterKey.random());

    @Test
    void opensWhatItSealed() {
        assertThat(sealer.open(sealer.seal(PLAIN, "here"), "here")).isEqualTo(PLAIN);
    }

    @Test
    void neverSealsTheSameWayTwice() {
        Sealed one = sealer.seal(PLAIN, "here");
        Sealed other = sealer.seal(PLAIN, "here");

        assertThat(one.nonce()).isNotEqualTo(other.nonce());
        assertThat(one.ciphertext()).isNotEqualTo(other.ciphertext());
    }

    @Test
    void doesNotOpenWhatStandsInAnotherPlace() {
        Sealed sealed = sealer.seal(PLAIN, "here");

        assertThatThrownBy(() -> sealer.open(sealed, "there")).isInstanceOf(SealBrokenException.class);
    }

    @Test
    void doesNotOpenWhatWasChanged() {
        Sealed sealed = sealer.seal(PLAIN, "here");
        sealed.ciphertext()[3] ^= 1;

        assertThatThrownBy(() -> sealer.open(sealed, "here")).isInstanceOf(SealBrokenException.class);
    }

    @Test
    void saysWhenTheMasterKeyIsAnother() {
        Sealed sealed = new AesGcmSealer(MasterKey.random()).seal(PLAIN, "here");

        assertThatThrownBy(() -> sealer.open(sealed, "here"))
                .isInstanceOf(SealBrokenException.class)
                .hasMessageContaining(sealed.masterKeyId());
    }

    @Test
    void masterKeyDoesNotShowItself() {
        byte[] bytes = new byte[32];
        MasterKey key = MasterKey.parse(Base64.getEncoder().encodeToString(bytes));

        assertThat(key.toString()).isEqualTo("MasterKey[66687aadf862bd77]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64!", "c2hvcnQ="})
    void masterKeyIs32BytesInBase64(String text) {
        assertThatThrownBy(() -> MasterKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
