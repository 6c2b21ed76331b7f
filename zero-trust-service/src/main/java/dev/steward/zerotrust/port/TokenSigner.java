package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.AccessClaims;
import dev.steward.zerotrust.domain.ProgramClaims;
import dev.steward.zerotrust.domain.SigningKey;
import java.util.Map;

/** Access tokens as JSON Web Tokens, and the keys that sign them. CPU-bound: about a millisecond to sign, seconds to generate. */
public interface TokenSigner {

    SigningKey generate();

    String sign(AccessClaims claims, SigningKey key);

    String sign(ProgramClaims claims, SigningKey key);

    /** The public half as the members of a JSON Web Key. */
    Map<String, String> publicKey(SigningKey key);
}
