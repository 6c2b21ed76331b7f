package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.TotpSecret;
import dev.steward.zerotrust.domain.TotpStep;

/** The codes an authenticator app shows (RFC 6238). */
public interface TotpCodes {

    String code(TotpSecret secret, TotpStep step);
}
