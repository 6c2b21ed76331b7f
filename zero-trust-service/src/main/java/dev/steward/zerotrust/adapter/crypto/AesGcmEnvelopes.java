package dev.steward.zerotrust.adapter.crypto;

import dev.steward.zerotrust.port.Envelopes;
import dev.steward.zerotrust.port.Sealer;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;

/** Draws a data key of 256 bits for every value. Safe for concurrent use. */
public final class AesGcmEnvelopes implements Envelopes {

    private static final int KEY_BYTES = 32;

    /** Tells the context of a data key from that of the value it is for. */
    private static final String KEY_CONTEXT = "data-key:";

    private final Sealer sealer;
    private final AesGcm cipher = new AesGcm();

    public AesGcmEnvelopes(Sealer sealer) {
        this.sealer = sealer;
    }

    @Override
    public Envelope seal(byte[] plain, String context) {
        byte[] key = cipher.random(KEY_BYTES);
        try {
            byte[] nonce = cipher.nonce();
            byte[] ciphertext = cipher.encrypt(new SecretKeySpec(key, "AES"), plain, nonce, context);
            return new Envelope(sealer.seal(key, KEY_CONTEXT + context), ciphertext, nonce);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    @Override
    public byte[] open(Envelope envelope, String context) {
        byte[] key = sealer.open(envelope.dataKey(), KEY_CONTEXT + context);
        try {
            return cipher.decrypt(new SecretKeySpec(key, "AES"), envelope.ciphertext(), envelope.nonce(), context);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
