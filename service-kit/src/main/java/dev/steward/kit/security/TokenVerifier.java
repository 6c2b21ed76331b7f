package dev.steward.kit.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/**
 * Verifies access tokens: RS256 only, type {@code at+jwt}, the suite's issuer and audience, in time. A verified token is
 * remembered until it expires, so its signature is checked once; it stands only as long as its key does.
 */
public final class TokenVerifier {

    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");
    private static final int LONGEST_TOKEN = 16 * 1024;
    private static final int REMEMBERED_TOKENS = 10_000;

    private final SigningKeys keys;
    private final TokenClaims claims;
    private final Clock clock;
    private final Cache<String, Verified> verified =
            Caffeine.newBuilder().maximumSize(REMEMBERED_TOKENS).build();

    private record Verified(String keyId, RSAPublicKey key, Caller caller) {}

    public TokenVerifier(SigningKeys keys, SecurityProperties properties, Clock clock) {
        this.keys = keys;
        this.claims = new TokenClaims(properties, clock);
        this.clock = clock;
    }

    /** Fails with {@link InvalidTokenException}, or with the error that kept the key from being found. */
    public Mono<Caller> verify(String token) {
        return Mono.defer(() -> {
            Verified known = verified.getIfPresent(token);
            if (known != null && clock.instant().isBefore(known.caller().expiresAt())) {
                return key(known.keyId(), known.key()::equals).map(_ -> known.caller());
            }
            SignedJWT jwt = parse(token);
            String keyId = jwt.getHeader().getKeyID();
            return key(keyId, _ -> true)
                    .map(key -> new Verified(keyId, key, check(jwt, key)))
                    .doOnNext(checked -> verified.put(token, checked))
                    .map(Verified::caller);
        });
    }

    private Mono<RSAPublicKey> key(String keyId, Predicate<RSAPublicKey> rightOne) {
        return keys.find(keyId)
                .filter(rightOne)
                .switchIfEmpty(Mono.error(() -> new InvalidTokenException("The key of the token is unknown.")));
    }

    private Caller check(SignedJWT jwt, RSAPublicKey key) {
        try {
            if (!jwt.verify(new RSASSAVerifier(key))) {
                throw new InvalidTokenException("The signature of the token is wrong.");
            }
            return claims.caller(jwt.getJWTClaimsSet());
        } catch (JOSEException | ParseException e) {
            throw new InvalidTokenException("The token cannot be read.", e);
        }
    }

    private static SignedJWT parse(String token) {
        if (token.length() > LONGEST_TOKEN) {
            throw new InvalidTokenException("The token is too long.");
        }
        SignedJWT jwt;
        try {
            jwt = SignedJWT.parse(token);
        } catch (ParseException | RuntimeException e) {
            throw new InvalidTokenException("The token cannot be read.", e);
        }
        JWSHeader header = jwt.getHeader();
        // Keys that come with the token, or by an address in it, are never looked at: the key id is all that counts.
        if (!JWSAlgorithm.RS256.equals(header.getAlgorithm())
                || !ACCESS_TOKEN.equals(header.getType())
                || header.getCriticalParams() != null
                || header.getKeyID() == null) {
            throw new InvalidTokenException("The token is not an access token of this suite.");
        }
        return jwt;
    }
}
