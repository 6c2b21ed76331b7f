package dev.steward.zerotrust.port;

import dev.steward.zerotrust.port.Sealer.Sealed;

/**
 * Authenticated encryption with a key for every value, which is itself sealed with the master key. The context is bound into
 * both and has to be the same when opening.
 */
public interface Envelopes {

    Envelope seal(byte[] plain, String context);

    /** Fails with {@link SealBrokenException} as {@link Sealer#open} does. */
    byte[] open(Envelope envelope, String context);

    /** What is stored. */
    @SuppressWarnings("ArrayRecordComponent") // only ever carried between a row and the cipher
    record Envelope(Sealed dataKey, byte[] ciphertext, byte[] nonce) {}
}
