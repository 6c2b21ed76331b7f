package dev.steward.zerotrust.domain;

import java.security.SecureRandom;

/** What an authenticator app shares with this service: 160 bits, as RFC 4226 recommends, written in base32. */
public record TotpSecret(String base32) {

    private static final int BYTES = 20;
    private static final String ISSUER = "Steward";

    public static TotpSecret random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return of(bytes);
    }

    public static TotpSecret of(byte[] bytes) {
        return new TotpSecret(Base32.encode(bytes));
    }

    public byte[] bytes() {
        return Base32.decode(base32);
    }

    /** The key URI that authenticator apps read; a username needs no escaping in it. */
    public String otpauthUri(Username username) {
        return "otpauth://totp/" + ISSUER + ":" + username.value() + "?secret=" + base32 + "&issuer=" + ISSUER
                + "&algorithm=SHA1&digits=" + TotpStep.DIGITS + "&period=" + TotpStep.SECONDS;
    }

    @Override
    public String toString() {
        return "TotpSecret[redacted]";
    }
}
