package dev.steward.zerotrust.port;

/** Authenticated encryption with the master key; the context is bound in and has to be the same when opening. */
public interface Sealer {

    Sealed seal(byte[] plain, String context);

    /** Fails with {@link SealBrokenException} when it was changed, stands for another context or has another master key. */
    byte[] open(Sealed sealed, String context);

    /** What is stored. */
    @SuppressWarnings("ArrayRecordComponent") // only ever carried between a row and the cipher
    record Sealed(byte[] ciphertext, byte[] nonce, String masterKeyId) {}
}
