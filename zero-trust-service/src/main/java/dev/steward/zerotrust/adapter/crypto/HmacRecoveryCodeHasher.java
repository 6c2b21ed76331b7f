package dev.steward.zerotrust.adapter.crypto;

import dev.steward.zerotrust.domain.RecoveryCode;
import dev.steward.zerotrust.port.RecoveryCodeHasher;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 with a key of its own, made from the master key. Safe for concurrent use. */
public final class HmacRecoveryCodeHasher implements RecoveryCodeHasher {

    private static final String HMAC = "HmacSHA256";
    private static final String PURPOSE = "steward recovery codes v1";

    private final Key key;

    public HmacRecoveryCodeHasher(MasterKey masterKey) {
        this.key = new SecretKeySpec(hmac(masterKey.key(), PURPOSE), HMAC);
    }

    @Override
    public byte[] hash(String userId, RecoveryCode code) {
        return hmac(key, userId + "/" + code.value());
    }

    private static byte[] hmac(Key key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA-256.", e);
        }
    }
}
