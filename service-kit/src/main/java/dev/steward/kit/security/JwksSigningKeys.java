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
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * The key set of zero-trust-service, kept in memory. It is replaced whenever {@code trust.state} has another and, when a
 * key id is unknown, by what the JWKS endpoint has: asked at most once in {@link #REFRESH}, by one request for all who
 * wait, so that a flood of made-up key ids costs nobody anything. After a fetch that failed all are refused at once until
 * the next; a circuit breaker would have nothing to add. A key that is in the newer set no more is gone.
 */
public final class JwksSigningKeys implements SigningKeys {

    static final Duration REFRESH = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(JwksSigningKeys.class);

    private final SigningKeySource known;
    private final Mono<Map<String, RSAPublicKey>> published;
    private final Clock clock;
    private final AtomicReference<KeySet> keys = new AtomicReference<>(new KeySet(List.of(), Map.of()));
    private final AtomicReference<Fetch> latest = new AtomicReference<>(new Fetch(Instant.MIN, Mono.empty()));

    /** What counts now, and the set of trust state that it began with. */
    private record KeySet(List<Map<String, String>> trusted, Map<String, RSAPublicKey> byId) {}

    /** One fetch, under way or ended: everybody who comes before the next one shares it. */
    private record Fetch(Instant began, Mono<Void> ended) {}

    public JwksSigningKeys(SigningKeySource known, WebClient http, String jwksUri, Clock clock) {
        this.known = known;
        this.clock = clock;
        this.published = http.get()
                .uri(jwksUri)
                .retrieve()
                .bodyToMono(String.class)
                .timeout(TIMEOUT)
                .map(JwksSigningKeys::parse)
                .doOnError(e -> LOG.warn("The key set could not be fetched: {}", e.toString()));
    }

    @Override
    public Mono<RSAPublicKey> find(String keyId) {
        return known.signingKeys()
                .mapNotNull(trusted -> current(trusted).byId().get(keyId))
                .switchIfEmpty(Mono.defer(() ->
                        refresh().then(Mono.fromSupplier(() -> keys.get().byId().get(keyId)))));
    }

    private KeySet current(List<Map<String, String>> trusted) {
        KeySet current = keys.get();
        return trusted.isEmpty() || trusted.equals(current.trusted())
                ? current
                : keys.updateAndGet(last -> new KeySet(trusted, publicKeys(trusted, last.byId())));
    }

    private Mono<Void> refresh() {
        Instant due = clock.instant().minus(REFRESH);
        Fetch shared = latest.updateAndGet(
                last -> last.began().isAfter(due) ? last : new Fetch(clock.instant(), fetch().cache()));
        return shared.ended().onErrorMap(error -> {
            Duration left = Duration.between(clock.instant(), shared.began().plus(REFRESH));
            return new KeySetUnavailableException(left, error);
        });
    }

    /** What trust state has come to say meanwhile is newer than an answer that was asked for before. */
    private Mono<Void> fetch() {
        return Mono.defer(() -> {
            KeySet before = keys.get();
            return published
                    .doOnNext(byId -> keys.compareAndSet(before, new KeySet(before.trusted(), byId)))
                    .then();
        });
    }

    private static Map<String, RSAPublicKey> publicKeys(
            List<Map<String, String>> jwks, Map<String, RSAPublicKey> otherwise) {
        try {
            return publicKeys(
                    new JWKSet(jwks.stream().map(JwksSigningKeys::parseKey).toList()));
        } catch (IllegalArgumentException e) {
            LOG.error("The keys of trust state cannot be read; the ones before them go on: {}", e.toString());
            return otherwise;
        }
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
