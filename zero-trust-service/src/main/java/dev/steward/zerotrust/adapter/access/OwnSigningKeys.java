package dev.steward.zerotrust.adapter.access;

import dev.steward.kit.security.SigningKeys;
import dev.steward.zerotrust.application.KeyRing;
import dev.steward.zerotrust.domain.SigningKey;
import java.security.interfaces.RSAPublicKey;
import reactor.core.publisher.Mono;

/** The keys of this service's own tokens; nobody else has to be asked. */
public final class OwnSigningKeys implements SigningKeys {

    private final KeyRing keyRing;

    public OwnSigningKeys(KeyRing keyRing) {
        this.keyRing = keyRing;
    }

    @Override
    public Mono<RSAPublicKey> find(String keyId) {
        return keyRing.find(keyId).map(SigningKey::publicKey);
    }
}
