package dev.steward.kit.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Verifies access tokens: RS256 only, type {@code at+jwt}, the suite's issuer and audience, in time. A verified token is
 * remembered until it expires, so its signature is checked once; it stands only as long as its key does.
 */
public final class TokenVerifier {

    private static final JWSHeader RS256 = new JWSHeader(JWSAlgorithm.RS256);
    private static final int REMEMBERED_TOKENS = 10_000;

    private final SigningKeys keys;
    private final TokenClaims claims;
    private final Clock clock;
    private final Cache<String, Verified> verified;

    private record Verified(String keyId, RSAPublicKey key, Caller caller) {}

    public TokenVerifier(SigningKeys keys, SecurityProperties properties, Clock clock) {
        this(keys, properties, clock, REMEMBERED_TOKENS);
    }

    /** @param most tokens that are remembered */
    TokenVerifier(SigningKeys keys, SecurityProperties properties, Clock clock, int most) {
        this.verified = Caffeine.newBuilder().maximumSize(most).build();
        this.keys = keys;
        this.claims = new TokenClaims(properties, clock);
        this.clock = clock;
    }

    /** Fails with {@link InvalidTokenException}, or with the error that kept the key from being found. */
    public Mono<Caller> verify(String token) {
        return Mono.defer(() -> {
            Verified known = verified.getIfPresent(token);
            if (known != null) {
                if (clock.instant().isBefore(known.caller().expiresAt())) {
                    return key(known.keyId(), known.key()::equals).map(_ -> known.caller());
                }
                verified.invalidate(token);
            }
            CompactToken read = CompactToken.parse(token);
            return key(read.keyId(), _ -> true)
                    .map(key -> new Verified(read.keyId(), key, check(read, key)))
                    .doOnNext(checked -> verified.put(token, checked))
                    .map(Verified::caller);
        });
    }

    long remembered() {
        verified.cleanUp();
        return verified.estimatedSize();
    }

    private Mono<RSAPublicKey> key(String keyId, Predicate<RSAPublicKey> rightOne) {
        return keys.find(keyId)
                .filter(rightOne)
                .switchIfEmpty(Mono.error(() -> new InvalidTokenException("The key of the token is unknown.")));
    }

    private Caller check(CompactToken token, RSAPublicKey key) {
        try {
            if (!new RSASSAVerifier(key).verify(RS256, token.signed(), token.signature())) {
                throw new InvalidTokenException("The signature of the token is wrong.");
            }
            Map<String, @Nullable Object> members = token.claims();
            ClaimShapes.check(members);
            return claims.caller(JWTClaimsSet.parse(members));
        } catch (JOSEException | ParseException e) {
            throw new InvalidTokenException("The token cannot be read.", e);
        }
    }
}
