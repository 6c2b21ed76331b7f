package dev.steward.zerotrust.domain;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/** Continues a login session. Kept as its SHA-256 only. */
public record RefreshToken(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    public static RefreshToken random(SecureRandom random) {
        return new RefreshToken(OpaqueSecret.random(random).value());
    }

    /** Empty when no refresh token looks like this. */
    public static Optional<RefreshToken> parse(String typed) {
        return FORM.matcher(typed).matches() ? Optional.of(new RefreshToken(typed)) : Optional.empty();
    }

    public byte[] hash() {
        return new OpaqueSecret(value).hash();
    }

    @Override
    public String toString() {
        return "RefreshToken[redacted]";
    }
}
