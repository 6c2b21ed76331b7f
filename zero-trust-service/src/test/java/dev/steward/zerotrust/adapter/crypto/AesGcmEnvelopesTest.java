package dev.steward.zerotrust.adapter.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.zerotrust.port.Envelopes.Envelope;
import dev.steward.zerotrust.port.SealBrokenException;
import org.junit.jupiter.api.Test;

class AesGcmEnvelopesTest {

    private static final byte[] PLAIN = "a password".getBytes(UTF_8);

    private final AesGcmSealer sealer = new AesGcmSealer(MasterKey.random());
    private final AesGcmEnvelopes envelopes = new AesGcmEnvelopes(sealer);

    @Test
    void opensWhatItSealed() {
        assertThat(envelopes.open(envelopes.seal(PLAIN, "here"), "here")).isEqualTo(PLAIN);
    }

    @Test
    void drawsAKeyForEveryValue() {
        Envelope one = envelopes.seal(PLAIN, "here");
        Envelope other = envelopes.seal(PLAIN, "here");

        byte[] key = sealer.open(one.dataKey(), "data-key:here");
        assertThat(key).hasSize(32).isNotEqualTo(sealer.open(other.dataKey(), "data-key:here"));
        assertThat(one.ciphertext()).isNotEqualTo(other.ciphertext());
        var withTheOthersKey = new Envelope(other.dataKey(), one.ciphertext(), one.nonce());
        assertThatThrownBy(() -> envelopes.open(withTheOthersKey, "here")).isInstanceOf(SealBrokenException.class);
    }

    @Test
    void doesNotOpenWhatStandsInAnotherPlace() {
        Envelope envelope = envelopes.seal(PLAIN, "here");

        assertThatThrownBy(() -> envelopes.open(envelope, "there")).isInstanceOf(SealBrokenException.class);
    }

    @Test
    void bindsTheValueItselfToItsPlace() {
        // The key of another place, sealed anew for this one, is not enough.
        Envelope there = envelopes.seal(PLAIN, "there");
        byte[] key = sealer.open(there.dataKey(), "data-key:there");
        var moved = new Envelope(sealer.seal(key, "data-key:here"), there.ciphertext(), there.nonce());

        assertThatThrownBy(() -> envelopes.open(moved, "here")).isInstanceOf(SealBrokenException.class);
    }

    @Test
    void doesNotOpenWhatWasChanged() {
        Envelope envelope = envelopes.seal(PLAIN, "here");
        envelope.ciphertext()[3] ^= 1;

        assertThatThrownBy(() -> envelopes.open(envelope, "here")).isInstanceOf(SealBrokenException.class);
    }

    @Test
    void saysWhenTheMasterKeyIsAnother() {
        Envelope envelope = envelopes.seal(PLAIN, "here");
        var others = new AesGcmEnvelopes(new AesGcmSealer(MasterKey.random()));

        assertThatThrownBy(() -> others.open(envelope, "here"))
                .isInstanceOf(SealBrokenException.class)
                .hasMessageContaining(envelope.dataKey().masterKeyId());
    }
}
