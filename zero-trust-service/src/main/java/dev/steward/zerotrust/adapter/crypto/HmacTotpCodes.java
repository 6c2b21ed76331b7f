package dev.steward.zerotrust.adapter.crypto;

import dev.steward.zerotrust.domain.TotpSecret;
import dev.steward.zerotrust.domain.TotpStep;
import dev.steward.zerotrust.port.TotpCodes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** RFC 6238 with HMAC-SHA-1, the only algorithm that all authenticator apps know. Safe for concurrent use. */
public final class HmacTotpCodes implements TotpCodes {

    private static final String HMAC = "HmacSHA1";

    private final int digits;
    private final int modulus;

    public HmacTotpCodes() {
        this(TotpStep.DIGITS);
    }

    HmacTotpCodes(int digits) {
        this.digits = digits;
        this.modulus = Math.toIntExact(Math.round(Math.pow(10, digits)));
    }

    @Override
    public String code(TotpSecret secret, TotpStep step) {
        ByteBuffer hash = ByteBuffer.wrap(hmac(secret.bytes(), step.number()));
        int offset = hash.get(hash.limit() - 1) & 0xf;
        int truncated = hash.getInt(offset) & 0x7fffffff;
        return String.format(Locale.ROOT, "%0" + digits + "d", truncated % modulus);
    }

    private static byte[] hmac(byte[] key, long step) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA-1.", e);
        }
    }
}
