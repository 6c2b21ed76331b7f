package dev.steward.zerotrust.domain;

import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;

/** The RSA key pair that signs access tokens, and the id under which its public half is published. */
public record SigningKey(String keyId, RSAPublicKey publicKey, RSAPrivateCrtKey privateKey) {

    @Override
    public String toString() {
        return "SigningKey[" + keyId + "]";
    }
}
