package dev.steward.zerotrust.port;

import dev.steward.zerotrust.adapter.crypto.JwtTokenSigner;
import dev.steward.zerotrust.domain.AccessClaims;
import dev.steward.zerotrust.domain.ProgramClaims;
import dev.steward.zerotrust.domain.SigningKey;
import java.util.Map;
import java.util.UUID;

/** Signs as the service does, with keys that differ in their ids only: one pair takes seconds to make. */
public final class OnePairTokenSigner implements TokenSigner {

    private static final SigningKey PAIR = new JwtTokenSigner("", "").generate();

    private final JwtTokenSigner signer;

    public OnePairTokenSigner(String issuer, String audience) {
        signer = new JwtTokenSigner(issuer, audience);
    }

    @Override
    public SigningKey generate() {
        return new SigningKey(UUID.randomUUID().toString(), PAIR.publicKey(), PAIR.privateKey());
    }

    @Override
    public String sign(AccessClaims claims, SigningKey key) {
        return signer.sign(claims, key);
    }

    @Override
    public String sign(ProgramClaims claims, SigningKey key) {
        return signer.sign(claims, key);
    }

    @Override
    public Map<String, String> publicKey(SigningKey key) {
        return signer.publicKey(key);
    }
}
