package dev.steward.session.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Opens one session's preview, logs, stats and changes, and nothing else. Told once, when the session is created; kept
 * as its hash only. 256 random bits need no salt and no slow hash.
 */
public record SessionToken(String text) {

    /** By which a bearer is known not to be an access token. */
    public static final String PREFIX = "sst_";

    private static final int BYTES = 32;

    public static SessionToken fresh(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new SessionToken(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** SHA-256 in hexadecimal. */
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it is the one of this session; takes as long whether it is or not. */
    public boolean opens(Session session) {
        String kept = session.identity().tokenHash();
        return kept != null
                && MessageDigest.isEqual(
                        kept.getBytes(StandardCharsets.UTF_8), hash().getBytes(StandardCharsets.UTF_8));
    }

    /** Never shows itself in a log. */
    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
