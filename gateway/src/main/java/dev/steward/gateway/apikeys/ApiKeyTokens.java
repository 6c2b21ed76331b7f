package dev.steward.gateway.apikeys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.steward.gateway.apikeys.TokenExchange.Answer;
import dev.steward.gateway.security.Identity;
import dev.steward.gateway.security.TokenCallers;
import dev.steward.gateway.upstream.CircuitOpenException;
import dev.steward.gateway.upstream.UpstreamException;
import dev.steward.kit.security.BearerToken;
import dev.steward.kit.security.Caller;
import dev.steward.kit.web.ClientAddress;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The tokens that API keys were exchanged for, by the digests of the keys. A token is looked at like any other each time,
 * and one that holds no more is dropped and asked for anew; before it expires another is asked for, while it goes on. Of
 * many who come with one key at once the first asks.
 */
public final class ApiKeyTokens {

    private static final Logger LOG = LoggerFactory.getLogger(ApiKeyTokens.class);
    private static final String METRIC = "steward.gateway.apikeys";
    private static final int REMEMBERED = 10_000;

    /** No token is good for longer. */
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);

    /** How long a key that is none is not asked about again. */
    static final Duration REFUSED_FOR = Duration.ofSeconds(10);

    private static final Duration RENEW_EVERY = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final TokenExchange exchange;
    private final TokenCallers callers;
    private final MeterRegistry meters;
    private final Counter hits;
    private final Clock clock;
    private final Cache<String, RememberedToken> tokens = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(LONGEST_LIFE)
            .build();
    // Apart from the tokens, so that nobody drives these out with keys that are none.
    private final Cache<String, Refusal> refusals =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Cache<String, Instant> heldUp =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Map<String, Mono<RememberedToken>> underWay = new ConcurrentHashMap<>();

    public ApiKeyTokens(TokenExchange exchange, TokenCallers callers, MeterRegistry meters, Clock clock) {
        this.exchange = exchange;
        this.callers = callers;
        this.meters = meters;
        this.clock = clock;
        this.hits = meters.counter(METRIC, "result", "hit");
        meters.gauge("steward.gateway.apikeys.remembered", tokens, Cache::estimatedSize);
    }

    private record Refusal(Problem problem, Instant until) {}

    /** A token for a key, and who it says. */
    record Entry(String token, Caller caller) {}

    /** Fails with the {@link Problem} to answer with. */
    Mono<Entry> enter(String typed, @Nullable InetAddress origin) {
        return Mono.defer(() -> {
            @Nullable ApiKey key = ApiKey.parse(typed);
            if (key == null) {
                count("malformed");
                return Mono.error(noSuchKey());
            }
            String digest = key.digest();
            @Nullable RememberedToken known = tokens.getIfPresent(digest);
            return known == null ? ask(key, digest, origin) : use(known, key, digest, origin);
        });
    }

    private Mono<Entry> use(RememberedToken known, ApiKey key, String digest, @Nullable InetAddress origin) {
        return callers.of(known.text()).flatMap(identity -> switch (identity) {
            case Identity.Known(var caller) -> {
                hits.increment();
                if (known.isDueAt(clock.instant(), RENEW_EVERY)) {
                    fetch(key, digest, origin, known).subscribe(_ -> {}, _ -> {});
                }
                yield Mono.just(new Entry(known.text(), caller));
            }
            case Identity.Anonymous(var refusal)
            when refusal.code() == ProblemCode.UNAUTHORIZED -> {
                tokens.asMap().remove(digest, known);
                yield ask(key, digest, origin);
            }
            case Identity.Anonymous(var refusal) -> Mono.error(refusal);
        });
    }

    private Mono<Entry> ask(ApiKey key, String digest, @Nullable InetAddress origin) {
        return Mono.defer(() -> {
                    Instant now = clock.instant();
                    @Nullable Refusal refused = refusals.getIfPresent(digest);
                    if (refused != null && now.isBefore(refused.until())) {
                        return Mono.error(refused.problem());
                    }
                    @Nullable Instant until = heldUp.getIfPresent(address(origin));
                    return until != null && now.isBefore(until)
                            ? Mono.error(tooMany(Duration.between(now, until)))
                            : fetch(key, digest, origin, null).flatMap(fresh -> check(fresh, digest));
                })
                .doOnNext(_ -> count("miss"))
                .doOnError(ApiKeyTokens::isRefusal, _ -> count("refused"))
                .doOnError(error -> !isRefusal(error), _ -> count("unavailable"));
    }

    /** One that does not hold though it was issued just now is of somebody whose tokens end at this moment, or have. */
    private Mono<Entry> check(RememberedToken fresh, String digest) {
        return callers.of(fresh.text()).flatMap(identity -> switch (identity) {
            case Identity.Known(var caller) -> Mono.just(new Entry(fresh.text(), caller));
            case Identity.Anonymous(var refusal) -> {
                if (refusal.code() == ProblemCode.UNAUTHORIZED && tokens.asMap().remove(digest, fresh)) {
                    refuse(digest, refusal, SOON);
                }
                yield Mono.error(refusal);
            }
        });
    }

    /** @param replaced a token that is known and not wanted any more */
    private Mono<RememberedToken> fetch(
            ApiKey key, String digest, @Nullable InetAddress origin, @Nullable RememberedToken replaced) {
        return underWay.computeIfAbsent(digest, _ -> Mono.defer(() -> {
                    // Whoever was first may be done already.
                    @Nullable RememberedToken known = tokens.getIfPresent(digest);
                    return known == null || known == replaced
                            ? exchange.exchange(key, origin).map(answer -> keep(answer, digest, origin))
                            : Mono.just(known);
                })
                .onErrorMap(ApiKeyTokens::answer)
                // Before anybody hears of it: whoever comes after an answer must not be given it again.
                .doOnTerminate(() -> underWay.remove(digest))
                .cache());
    }

    private RememberedToken keep(Answer answer, String digest, @Nullable InetAddress origin) {
        return switch (answer) {
            case Answer.Issued(var token, var expiresIn) -> {
                var fresh = new RememberedToken(token, clock.instant(), expiresIn);
                tokens.put(digest, fresh);
                yield fresh;
            }
            case Answer.NoSuchKey _ -> throw refuse(digest, noSuchKey(), REFUSED_FOR);
            case Answer.NothingLeft _ ->
                throw refuse(
                        digest,
                        new Problem(ProblemCode.FORBIDDEN, "The owner of the API key may do nothing that it is for."),
                        REFUSED_FOR);
            case Answer.HeldUp(var retryAfter) -> {
                heldUp.put(address(origin), clock.instant().plus(retryAfter));
                throw tooMany(retryAfter);
            }
        };
    }

    private Problem refuse(String digest, Problem refusal, Duration forAWhile) {
        tokens.invalidate(digest);
        refusals.put(digest, new Refusal(refusal, clock.instant().plus(forAWhile)));
        return refusal;
    }

    private static String address(@Nullable InetAddress origin) {
        return ClientAddress.of(origin).key();
    }

    private static Problem noSuchKey() {
        return BearerToken.refused("There is no such API key, or it has expired.");
    }

    private static Problem tooMany(Duration retryAfter) {
        return new Problem(ProblemCode.TOO_MANY_REQUESTS, "Too many API keys from this address were wrong; wait.")
                .retryAfter(retryAfter);
    }

    private static Throwable answer(Throwable error) {
        if (error instanceof Problem) {
            return error;
        }
        LOG.warn(
                "An API key could not be looked at: {}",
                error instanceof UpstreamException upstream ? upstream.reason() : error.toString());
        return Problem.unavailable(
                "API keys cannot be looked at now; try again.",
                error instanceof CircuitOpenException open ? open.retryAfter() : SOON);
    }

    private static boolean isRefusal(Throwable error) {
        return error instanceof Problem problem && problem.code() != ProblemCode.SERVICE_UNAVAILABLE;
    }

    private void count(String result) {
        meters.counter(METRIC, "result", result).increment();
    }
}
