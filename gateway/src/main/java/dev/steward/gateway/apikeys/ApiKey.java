package dev.steward.gateway.apikeys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * An API key as zero-trust-service makes them: its last six digits, of base 62, are the CRC-32 of all before them, so that
 * what cannot be one is known without asking.
 */
public record ApiKey(String value) {

    private static final Pattern FORM = Pattern.compile("stw_[0-9A-Za-z]{71}");
    private static final int CHECKED = 69;
    private static final int BASE = 62;

    /** Null when no key looks like this. */
    static @Nullable ApiKey parse(String typed) {
        return FORM.matcher(typed).matches() && toldChecksum(typed) == checksum(typed) ? new ApiKey(typed) : null;
    }

    /** What it is remembered by. */
    String digest() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    private static long checksum(String typed) {
        CRC32 crc = new CRC32();
        crc.update(typed.getBytes(US_ASCII), 0, CHECKED);
        return crc.getValue();
    }

    private static long toldChecksum(String typed) {
        long number = 0;
        for (int i = CHECKED; i < typed.length(); i++) {
            number = number * BASE + digit(typed.charAt(i));
        }
        return number;
    }

    private static int digit(char c) {
        if (c <= '9') {
            return c - '0';
        }
        return c <= 'Z' ? c - 'A' + 10 : c - 'a' + 36;
    }

    @Override
    public String toString() {
        return "ApiKey[redacted]";
    }
}
