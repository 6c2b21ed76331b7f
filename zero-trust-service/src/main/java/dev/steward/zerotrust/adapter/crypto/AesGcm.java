package dev.steward.zerotrust.adapter.crypto;

import dev.steward.zerotrust.port.SealBrokenException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** AES-256-GCM with a random nonce of 96 bits; the context is associated data. Safe for concurrent use. */
final class AesGcm {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();

    byte[] nonce() {
        return random(NONCE_BYTES);
    }

    byte[] random(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return drawn;
    }

    byte[] encrypt(SecretKey key, byte[] plain, byte[] nonce, String context) {
        try {
            return run(Cipher.ENCRYPT_MODE, key, plain, nonce, context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES-256-GCM.", e);
        }
    }

    byte[] decrypt(SecretKey key, byte[] ciphertext, byte[] nonce, String context) {
        try {
            return run(Cipher.DECRYPT_MODE, key, ciphertext, nonce, context);
        } catch (AEADBadTagException e) {
            throw new SealBrokenException("A sealed value was changed or stands in the wrong place.", e);
        } catch (GeneralSecurityException e) {
            throw new SealBrokenException("A sealed value is malformed.", e);
        }
    }

    private static byte[] run(int mode, SecretKey key, byte[] input, byte[] nonce, String context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher.doFinal(input);
    }
}
