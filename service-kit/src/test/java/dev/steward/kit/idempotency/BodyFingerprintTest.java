package dev.steward.kit.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class BodyFingerprintTest {

    private static final byte[] BODY = "{\"password\":\"correct horse\"}".getBytes(UTF_8);

    private final BodyFingerprint fingerprint = new BodyFingerprint("secret");

    @Test
    void isTheSameOnEveryInstance() {
        assertThat(fingerprint.of(BODY)).hasSize(64).isEqualTo(new BodyFingerprint("secret").of(BODY));
    }

    @Test
    void tellsBodiesApart() {
        assertThat(fingerprint.of(BODY)).isNotEqualTo(fingerprint.of(new byte[0]));
    }

    @Test
    void cannotBeGuessedWithoutTheSecret() throws Exception {
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(BODY));

        assertThat(fingerprint.of(BODY))
                .isNotEqualTo(digest)
                .isNotEqualTo(new BodyFingerprint("another").of(BODY))
                .isNotEqualTo(new BodyFingerprint("").of(BODY));
    }
}
