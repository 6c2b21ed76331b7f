package dev.steward.kit.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.steward.kit.security.SigningKeys;
import dev.steward.kit.testing.hostile.TokenForge;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** Issues access tokens as zero-trust-service would, with a key of its own; register it as the {@link SigningKeys}. */
public final class TestTokens implements SigningKeys {

    public static final String ISSUER = "http://127.0.0.1:8080";

    private final RSAKey key;

    public TestTokens() {
        try {
            key = new RSAKeyGenerator(2048).keyID("test").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Mono<RSAPublicKey> find(String keyId) {
        try {
            return keyId.equals(key.getKeyID()) ? Mono.just(key.toRSAPublicKey()) : Mono.empty();
        } catch (JOSEException e) {
            return Mono.error(e);
        }
    }

    /** The public key as the members of its JSON Web Key. */
    public Map<String, String> publicJwk() {
        Map<String, String> members = new java.util.HashMap<>();
        key.toPublicJWK().toJSONObject().forEach((name, value) -> members.put(name, value.toString()));
        return members;
    }

    public String token(String userId, String... globalRoles) {
        return token(userId, claims -> claims.claim("roles", List.of(globalRoles)));
    }

    /** A token with claims of the test's choice on top of a valid set. */
    public String token(String userId, UnaryOperator<JWTClaimsSet.Builder> claims) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("steward")
                .subject(userId)
                .claim("username", userId)
                .claim("sid", "login-of-" + userId)
                .claim("client_id", "steward")
                .jwtID(UUID.randomUUID().toString())
                .claim("roles", List.of())
                .claim("projects", Map.of())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(900)));
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID())
                .build();
        return sign(header, claims.apply(builder).build());
    }

    /** For what is almost a token of this user. */
    public TokenForge forge(String userId, String... globalRoles) {
        try {
            return new TokenForge(key.toRSAPrivateKey(), key.toRSAPublicKey(), token(userId, globalRoles));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public String sign(JWSHeader header, JWTClaimsSet claims) {
        try {
            SignedJWT jwt = new SignedJWT(header, claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
