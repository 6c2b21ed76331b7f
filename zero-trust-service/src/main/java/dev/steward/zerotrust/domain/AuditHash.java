package dev.steward.zerotrust.domain;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** A SHA-256 in hexadecimal, which is compared by what it says. */
public record AuditHash(String hex) {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /** Stands before the first batch. */
    public static final AuditHash NONE = new AuditHash("0".repeat(64));

    public AuditHash {
        if (!isOne(hex)) {
            throw new IllegalArgumentException("not a SHA-256 in hexadecimal");
        }
    }

    public static boolean isOne(String text) {
        return SHA_256.matcher(text).matches();
    }

    public static AuditHash of(byte[] bytes) {
        return new AuditHash(HexFormat.of().formatHex(bytes));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
