package dev.steward.kit.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells bodies apart without telling what was in them: a body may hold a password, and whoever reads the table must not
 * be able to try guesses against a plain digest. The key comes from a secret that all instances of a service have and
 * its database does not.
 */
final class BodyFingerprint {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "steward idempotency fingerprint v1";

    private final byte[] key;

    BodyFingerprint(String secret) {
        key = hmac(PURPOSE.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    String of(byte[] body) {
        return HexFormat.of().formatHex(hmac(key, body));
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
