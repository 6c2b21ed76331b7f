package dev.steward.kit.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import dev.steward.kit.security.trust.SigningKeySource;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * The key set of zero-trust-service, kept in memory. It is filled from {@code trust.state} and, when a key id is
 * unknown, from the JWKS endpoint: at most once in {@link #REFRESH}, by one request for all who wait, so that a flood of
 * made-up key ids costs nobody anything.
 */
public final class JwksSigningKeys implements SigningKeys {

    static final Duration REFRESH = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(JwksSigningKeys.class);

    private final SigningKeySource known;
    private final Mono<Map<String, RSAPublicKey>> fetch;
    private final Clock clock;
    private final AtomicReference<Map<String, RSAPublicKey>> keys = new AtomicReference<>(Map.of());
    private final AtomicReference<Fetch> latest = new AtomicReference<>(new Fetch(Instant.MIN, Mono.empty()));

    /** One fetch, under way or ended: everybody who comes before the next one shares it. */
    private record Fetch(Instant began, Mono<Map<String, RSAPublicKey>> result) {}

    public JwksSigningKeys(SigningKeySource known, WebClient http, String jwksUri, Clock clock) {
        this.known = known;
        this.clock = clock;
        this.fetch = http.get()
                .uri(jwksUri)
                .retrieve()
                .bodyToMono(String.class)
                .timeout(TIMEOUT)
                .map(JwksSigningKeys::parse)
                .doOnNext(keys::set)
                .doOnError(e -> LOG.warn("The key set could not be fetched: {}", e.toString()));
    }

    @Override
    public Mono<RSAPublicKey> find(String keyId) {
        return Mono.defer(() -> Mono.justOrEmpty(keys.get().get(keyId))
                .switchIfEmpty(Mono.defer(() -> take(keyId)))
                .switchIfEmpty(Mono.defer(() -> refresh(keyId))));
    }

    private Mono<RSAPublicKey> take(String keyId) {
        return known.signingKeys()
                .filter(jwks -> jwks.stream().anyMatch(jwk -> keyId.equals(jwk.get("kid"))))
                .map(jwks -> publicKeys(
                        new JWKSet(jwks.stream().map(JwksSigningKeys::parseKey).toList())))
                .doOnNext(keys::set)
                .mapNotNull(taken -> taken.get(keyId));
    }

    private Mono<RSAPublicKey> refresh(String keyId) {
        Instant due = clock.instant().minus(REFRESH);
        return latest.updateAndGet(last -> last.began().isAfter(due) ? last : new Fetch(clock.instant(), fetch.cache()))
                .result()
                .mapNotNull(fetched -> fetched.get(keyId));
    }

    private static Map<String, RSAPublicKey> parse(String jwks) {
        try {
            return publicKeys(JWKSet.parse(jwks));
        } catch (ParseException e) {
            throw new IllegalStateException("not a key set", e);
        }
    }

    private static JWK parseKey(Map<String, String> jwk) {
        try {
            return JWK.parse(Map.copyOf(jwk));
        } catch (ParseException e) {
            throw new IllegalArgumentException("not a key", e);
        }
    }

    private static Map<String, RSAPublicKey> publicKeys(JWKSet set) {
        Map<String, RSAPublicKey> found = new HashMap<>();
        for (JWK jwk : set.getKeys()) {
            if (jwk instanceof RSAKey rsa) {
                try {
                    found.put(rsa.getKeyID(), rsa.toRSAPublicKey());
                } catch (JOSEException e) {
                    throw new IllegalArgumentException("not an RSA key", e);
                }
            }
        }
        return Map.copyOf(found);
    }
}
