package dev.steward.zerotrust.adapter.crypto;

import dev.steward.zerotrust.port.SealBrokenException;
import dev.steward.zerotrust.port.Sealer;

/** Seals with the master key itself. Safe for concurrent use. */
public final class AesGcmSealer implements Sealer {

    private final MasterKey masterKey;
    private final AesGcm cipher = new AesGcm();

    public AesGcmSealer(MasterKey masterKey) {
        this.masterKey = masterKey;
    }

    @Override
    public Sealed seal(byte[] plain, String context) {
        byte[] nonce = cipher.nonce();
        return new Sealed(cipher.encrypt(masterKey.key(), plain, nonce, context), nonce, masterKey.id());
    }

    @Override
    public byte[] open(Sealed sealed, String context) {
        if (!sealed.masterKeyId().equals(masterKey.id())) {
            throw new SealBrokenException(
                    "Sealed with master key " + sealed.masterKeyId() + ", but the one given is " + masterKey.id() + ".",
                    null);
        }
        return cipher.decrypt(masterKey.key(), sealed.ciphertext(), sealed.nonce(), context);
    }
}
