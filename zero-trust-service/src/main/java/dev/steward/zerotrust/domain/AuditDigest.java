package dev.steward.zerotrust.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** SHA-256 over fields that cannot run into each other, for each is preceded by its length. */
final class AuditDigest {

    private static final int NULL = -1;

    private final MessageDigest sha256;

    /** Begins with the name of what is hashed, so that no row can stand for a batch. */
    AuditDigest(String kind) {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
        text(kind);
    }

    void text(@Nullable String value) {
        if (value == null) {
            sha256.update(length(NULL));
        } else {
            bytes(value.getBytes(UTF_8));
        }
    }

    void bytes(byte[] value) {
        sha256.update(length(value.length));
        sha256.update(value);
    }

    void number(long value) {
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    AuditHash hash() {
        return AuditHash.of(sha256.digest());
    }

    private static byte[] length(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }
}
