package dev.steward.zerotrust.adapter.crypto;

import dev.steward.zerotrust.port.SealBrokenException;
import dev.steward.zerotrust.port.Sealer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** AES-256-GCM with a random nonce of 96 bits; the context is associated data. Safe for concurrent use. */
public final class AesGcmSealer implements Sealer {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final MasterKey masterKey;
    private final SecureRandom random = new SecureRandom();

    public AesGcmSealer(MasterKey masterKey) {
        this.masterKey = masterKey;
    }

    @Override
    public Sealed seal(byte[] plain, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            return new Sealed(run(Cipher.ENCRYPT_MODE, plain, nonce, context), nonce, masterKey.id());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES-256-GCM.", e);
        }
    }

    @Override
    public byte[] open(Sealed sealed, String context) {
        if (!sealed.masterKeyId().equals(masterKey.id())) {
            throw new SealBrokenException(
                    "Sealed with master key " + sealed.masterKeyId() + ", but the one given is " + masterKey.id() + ".",
                    null);
        }
        try {
            return run(Cipher.DECRYPT_MODE, sealed.ciphertext(), sealed.nonce(), context);
        } catch (AEADBadTagException e) {
            throw new SealBrokenException("A sealed value was changed or stands in the wrong place.", e);
        } catch (GeneralSecurityException e) {
            throw new SealBrokenException("A sealed value is malformed.", e);
        }
    }

    private byte[] run(int mode, byte[] input, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, masterKey.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher.doFinal(input);
    }
}
