package dev.steward.kit.testing;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
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

    private static final String KEY_ID = "test";

    private final MultiPrimeKey key = new MultiPrimeKey();
    private final RSAPublicKey published = key.publicKey();

    @Override
    public Mono<RSAPublicKey> find(String keyId) {
        return keyId.equals(KEY_ID) ? Mono.just(published) : Mono.empty();
    }

    /** The public key as the members of its JSON Web Key. */
    public Map<String, String> publicJwk() {
        Map<String, String> members = new java.util.HashMap<>();
        RSAKey jwk = new RSAKey.Builder(published).keyID(KEY_ID).build();
        jwk.toJSONObject().forEach((name, value) -> members.put(name, value.toString()));
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
                .keyID(KEY_ID)
                .build();
        return sign(header, claims.apply(builder).build());
    }

    /** For what is almost a token of this user. */
    public TokenForge forge(String userId, String... globalRoles) {
        return new TokenForge(key, published, token(userId, globalRoles));
    }

    public String sign(JWSHeader header, JWTClaimsSet claims) {
        String input = header.toBase64URL() + "." + claims.toPayload().toBase64URL();
        return input + '.' + Base64URL.encode(key.sign(input));
    }
}
