package dev.steward.zerotrust.domain;

import java.security.SecureRandom;

/** Says that the password of a login was right and only the second factor is missing. Kept as its SHA-256 only. */
public record MfaToken(String value) {

    public static MfaToken random(SecureRandom random) {
        return new MfaToken(OpaqueSecret.random(random).value());
    }

    public byte[] hash() {
        return new OpaqueSecret(value).hash();
    }

    @Override
    public String toString() {
        return "MfaToken[redacted]";
    }
}
