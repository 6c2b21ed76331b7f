package dev.steward.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.kit.testing.TestTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class JwksSigningKeysTest {

    private final TestTokens tokens = new TestTokens();
    private final AtomicInteger fetches = new AtomicInteger();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));
    private HttpStatus answer = HttpStatus.OK;
    private List<Map<String, String>> fromTrustState = List.of();
    private Map<String, String> served = tokens.publicJwk();
    private Mono<Void> gate = Mono.empty();
    private final JwksSigningKeys keys = keys();

    @Test
    void fetchesTheKeySetOnceAndKeepsIt() {
        assertThat(keys.find("test").block()).isNotNull();
        assertThat(keys.find("test").block()).isNotNull();

        assertThat(fetches).hasValue(1);
    }

    @Test
    void aFloodOfUnknownKeysFetchesOncePerInterval() {
        Flux.range(0, 1000).flatMap(i -> keys.find("made-up-" + i)).blockLast();
        assertThat(fetches).hasValue(1);

        now.updateAndGet(time -> time.plus(JwksSigningKeys.REFRESH));
        Flux.range(0, 1000).flatMap(i -> keys.find("made-up-" + i)).blockLast();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aFreshKeyIsFoundInTimeThoughAFloodGoesOn() {
        int published = 25;
        int found = 0;
        for (int second = 0; second <= 60; second++) {
            flood(200);
            if (second == published) {
                served = renamed("fresh");
            }
            if (found == 0 && keys.find("fresh").block() != null) {
                found = second;
            }
            now.updateAndGet(time -> time.plusSeconds(1));
        }

        assertThat(found).isBetween(published, published + (int) JwksSigningKeys.REFRESH.toSeconds());
        assertThat(fetches).hasValue(7);
    }

    @Test
    void aFreshKeyOfTrustStateIsFoundAtOnceThoughAFloodGoesOn() {
        flood(200);
        fromTrustState = List.of(renamed("fresh"));
        flood(200);

        assertThat(keys.find("fresh").block()).isNotNull();
        assertThat(fetches).hasValue(1);
    }

    @Test
    void aFloodThatWaitsForASlowKeySetDelaysNoKnownKey() {
        Sinks.Empty<Void> slow = Sinks.empty();
        gate = slow.asMono();
        fromTrustState = List.of(tokens.publicJwk());
        var waiting = Flux.range(0, 1000)
                .flatMap(i -> keys.find("made-up-" + i), 1000)
                .collectList()
                .toFuture();

        assertThat(keys.find("test").block()).isNotNull();
        assertThat(waiting).isNotDone();
        fromTrustState = List.of(renamed("fresh"));
        assertThat(keys.find("fresh").block()).isNotNull();

        slow.tryEmitEmpty().orThrow();
        assertThat(waiting.join()).isEmpty();
        assertThat(fetches).hasValue(1);
    }

    private void flood(int requests) {
        Flux.range(0, requests).flatMap(i -> keys.find("made-up-" + i)).blockLast();
    }

    @Test
    void aKeyOfTrustStateNeedsNoFetch() {
        fromTrustState = List.of(tokens.publicJwk());

        assertThat(keys.find("test").block()).isNotNull();
        assertThat(fetches).hasValue(0);
    }

    @Test
    void aFetchThatFailsIsAnErrorAndNotAnUnknownKey() {
        answer = HttpStatus.INTERNAL_SERVER_ERROR;
        assertThatThrownBy(() -> keys.find("test").block()).isInstanceOf(Exception.class);

        answer = HttpStatus.OK;
        now.updateAndGet(time -> time.plus(JwksSigningKeys.REFRESH));
        assertThat(keys.find("test").block()).isNotNull();
    }

    @Test
    void afterAFetchThatFailedAllAreRefusedAtOnceUntilTheNext() {
        answer = HttpStatus.INTERNAL_SERVER_ERROR;
        assertThat(refusals(1)).containsExactly(Duration.ofSeconds(10));

        now.updateAndGet(time -> time.plusSeconds(4));
        assertThat(refusals(1000)).hasSize(1000).containsOnly(Duration.ofSeconds(6));
        assertThat(fetches).hasValue(1);

        now.updateAndGet(time -> time.plusSeconds(6));
        assertThat(refusals(1000)).hasSize(1000);
        assertThat(fetches).hasValue(2);
    }

    private List<Duration> refusals(int requests) {
        return Flux.range(0, requests)
                .flatMap(_ -> keys.find("test").materialize())
                .mapNotNull(signal -> signal.getThrowable())
                .map(KeySetUnavailableException::retryAfter)
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    /** What two threads do at once differs from round to round; each begins with a key set that was not fetched yet. */
    @Test
    void everybodyWhoComesDuringAFetchWaitsForIt() {
        int rounds = 5_000;
        long found = Flux.range(0, rounds)
                .concatMap(_ -> {
                    JwksSigningKeys fresh = keys();
                    return Flux.range(0, 4).flatMap(_ -> fresh.find("test").subscribeOn(Schedulers.parallel()));
                })
                .count()
                .blockOptional()
                .orElseThrow();

        assertThat(found).isEqualTo(4L * rounds);
        assertThat(fetches).hasValue(rounds);
    }

    @Test
    void aKeyThatHasLeftTrustStateIsGone() {
        fromTrustState = List.of(tokens.publicJwk());
        assertThat(keys.find("test").block()).isNotNull();

        served = renamed("next");
        fromTrustState = List.of(renamed("next"));

        assertThat(keys.find("test").block()).isNull();
        assertThat(keys.find("next").block()).isNotNull();
    }

    @Test
    void aKeyThatHasLeftTheFetchedSetIsGone() {
        assertThat(keys.find("test").block()).isNotNull();

        served = renamed("next");
        now.updateAndGet(time -> time.plus(JwksSigningKeys.REFRESH));

        assertThat(keys.find("next").block()).isNotNull();
        assertThat(keys.find("test").block()).isNull();
    }

    @Test
    void aFetchDoesNotBringBackWhatTrustStateTookAwayMeanwhile() {
        Sinks.Empty<Void> slow = Sinks.empty();
        gate = slow.asMono();
        fromTrustState = List.of(renamed("first"));
        var found = keys.find("test").materialize().toFuture();

        fromTrustState = List.of(renamed("next"));
        assertThat(keys.find("next").block()).isNotNull();
        slow.tryEmitEmpty().orThrow();

        assertThat(found.join().isOnComplete()).isTrue();
        assertThat(keys.find("test").block()).isNull();
        assertThat(keys.find("next").block()).isNotNull();
    }

    @Test
    void keysOfTrustStateThatCannotBeReadHideNoOthers() {
        assertThat(keys.find("test").block()).isNotNull();

        fromTrustState = List.of(Map.of("kid", "test"));

        assertThat(keys.find("test").block()).isNotNull();
    }

    private JwksSigningKeys keys() {
        return new JwksSigningKeys(() -> Mono.just(fromTrustState), http(), "http://zero-trust/jwks", new Adjustable());
    }

    private Map<String, String> renamed(String keyId) {
        Map<String, String> jwk = new HashMap<>(tokens.publicJwk());
        jwk.put("kid", keyId);
        return jwk;
    }

    private WebClient http() {
        return WebClient.builder()
                .exchangeFunction(_ -> gate.then(Mono.fromSupplier(() -> {
                    fetches.incrementAndGet();
                    return ClientResponse.create(answer)
                            .header("Content-Type", "application/json")
                            .body("{\"keys\":[" + json(served) + "]}")
                            .build();
                })))
                .build();
    }

    private static String json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":\"" + member.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private final class Adjustable extends Clock {

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            throw new UnsupportedOperationException(zone.getId());
        }
    }
}
