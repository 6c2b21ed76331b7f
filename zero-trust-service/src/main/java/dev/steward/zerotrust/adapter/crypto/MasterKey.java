package dev.steward.zerotrust.adapter.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key that seals what this service stores. Its id tells keys apart without saying anything about them. */
public record MasterKey(String id, SecretKey key) {

    private static final int BYTES = 32;
    private static final int ID_BYTES = 8;

    /** Reads 32 bytes in base64, as the launcher writes them. */
    public static MasterKey parse(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("The master key is not base64.");
        }
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "The master key has " + bytes.length + " bytes instead of " + BYTES + ".");
        }
        return of(bytes);
    }

    /** For a start that stores nothing. */
    public static MasterKey random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return of(bytes);
    }

    private static MasterKey of(byte[] bytes) {
        return new MasterKey(idOf(bytes), new SecretKeySpec(bytes, "AES"));
    }

    private static String idOf(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    @Override
    public String toString() {
        return "MasterKey[" + id + "]";
    }
}
