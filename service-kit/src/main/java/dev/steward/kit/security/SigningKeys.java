package dev.steward.kit.security;

import java.security.interfaces.RSAPublicKey;
import reactor.core.publisher.Mono;

/** The public keys that access tokens may be signed with. */
public interface SigningKeys {

    /** Empty when there is no such key; an error when that cannot be known now. */
    Mono<RSAPublicKey> find(String keyId);
}
