package dev.steward.zerotrust.domain;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a secret keeps: text, which shows itself to nobody by accident. */
public record SecretValue(String text) {

    public static final String RULE = "must be text of 1 to 65536 bytes in UTF-8";

    private static final int MOST_BYTES = 65_536;

    public SecretValue {
        if (!isValid(text)) {
            throw new IllegalArgumentException("A secret " + RULE + ".");
        }
    }

    /** Empty for what no secret can be. */
    public static Optional<SecretValue> parse(String text) {
        return isValid(text) ? Optional.of(new SecretValue(text)) : Optional.empty();
    }

    public static SecretValue of(byte[] utf8) {
        return new SecretValue(new String(utf8, StandardCharsets.UTF_8));
    }

    public byte[] utf8() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isValid(String text) {
        // Half of a surrogate pair has no form in UTF-8, and would come back as a question mark.
        return !text.isEmpty()
                && text.length() <= MOST_BYTES
                && StandardCharsets.UTF_8.newEncoder().canEncode(text)
                && text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    }

    @Override
    public String toString() {
        return "SecretValue[redacted]";
    }
}
