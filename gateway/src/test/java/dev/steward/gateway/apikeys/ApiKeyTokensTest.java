package dev.steward.gateway.apikeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steward.gateway.apikeys.ApiKeyTokens.Entry;
import dev.steward.gateway.apikeys.TokenExchange.Answer;
import dev.steward.gateway.security.TokenCallers;
import dev.steward.kit.security.SecurityProperties;
import dev.steward.kit.security.TokenVerifier;
import dev.steward.kit.security.trust.TokenStanding;
import dev.steward.kit.security.trust.TokenStanding.Standing;
import dev.steward.kit.testing.TestTokens;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class ApiKeyTokensTest {

    private static final SecurityProperties SECURITY =
            new SecurityProperties(TestTokens.ISSUER, "steward", "http://127.0.0.1:1/jwks.json");
    private static final Duration LIFE = Duration.ofMinutes(15);
    private static final String KEY = TestKeys.key(1);
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final TestTokens issuer = new TestTokens();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Set<Instant> revokedBefore = new HashSet<>();
    private Instant now = Instant.now();
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private int asked;
    private Supplier<Mono<Answer>> answer = () -> Mono.just(issued());
    private final TokenStanding standing = (_, _, issuedAt) -> Mono.fromSupplier(
            () -> revokedBefore.stream().anyMatch(issuedAt::isBefore) ? Standing.REVOKED : Standing.STANDS);
    private final ApiKeyTokens tokens = new ApiKeyTokens(
            (_, _) -> Mono.defer(() -> {
                asked++;
                return answer.get();
            }),
            new TokenCallers(new TokenVerifier(issuer, SECURITY, clock), standing),
            meters,
            clock);

    @Test
    void asksOnceForATokenThatHolds() {
        Entry first = enter();
        Entry again = enter();

        assertThat(first.caller().userId()).isEqualTo("bot");
        assertThat(again).isEqualTo(first);
        assertThat(asked).isEqualTo(1);
        assertThat(counted("miss")).isEqualTo(1);
        assertThat(counted("hit")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "stw_", "stw_wrong", "Bearer x"})
    void asksNobodyAboutWhatIsNoKey(String typed) {
        assertThat(refusal(typed).code()).isEqualTo(ProblemCode.UNAUTHORIZED);
        assertThat(asked).isZero();
        assertThat(counted("malformed")).isEqualTo(1);
    }

    @Test
    void asksOnceForManyAtOnceAlsoWhenTheFirstGoesAway() {
        Sinks.One<Answer> late = Sinks.one();
        answer = late::asMono;
        List<Entry> entered = new ArrayList<>();
        List<Disposable> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiting.add(tokens.enter(KEY, HERE).subscribe(entered::add));
        }
        waiting.getFirst().dispose();

        late.tryEmitValue(issued()).orThrow();

        assertThat(entered).hasSize(19).containsOnly(entered.getFirst());
        assertThat(asked).isEqualTo(1);
        enter();
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void remembersForAWhileThatAKeyIsNone() {
        answer = () -> Mono.just(new Answer.NoSuchKey());
        assertThat(refusal(KEY).code()).isEqualTo(ProblemCode.UNAUTHORIZED);
        assertThat(refusal(KEY).headers()).containsKey("WWW-Authenticate");
        assertThat(asked).isEqualTo(1);
        assertThat(counted("refused")).isEqualTo(2);

        now = now.plus(ApiKeyTokens.REFUSED_FOR);
        answer = () -> Mono.just(issued());
        assertThat(enter().caller().userId()).isEqualTo("bot");
    }

    @Test
    void saysThatAKeyIsGoodForNothing() {
        answer = () -> Mono.just(new Answer.NothingLeft());

        assertThat(refusal(KEY).code()).isEqualTo(ProblemCode.FORBIDDEN);
        assertThat(refusal(KEY).code()).isEqualTo(ProblemCode.FORBIDDEN);
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void asksNoMoreForAnAddressThatIsHeldUpAndGoesOnForOthers() throws Exception {
        answer = () -> Mono.just(new Answer.HeldUp(Duration.ofSeconds(60)));
        assertThat(refusal(KEY).code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS);
        assertThat(refusal(TestKeys.key(2)).headers()).containsEntry("Retry-After", "60");
        assertThat(asked).isEqualTo(1);

        answer = () -> Mono.just(issued());
        assertThat(tokens.enter(KEY, InetAddress.getByName("203.0.113.9")).block())
                .isNotNull();
        assertThat(enter()).isNotNull();
        now = now.plusSeconds(60);
        assertThat(tokens.enter(TestKeys.key(2), HERE).block()).isNotNull();
    }

    @Test
    void remembersNothingOfAnErrorAndGoesOnWithWhatItHas() {
        enter();
        answer = () -> Mono.error(new IllegalStateException("away"));

        Problem refused = refusal(TestKeys.key(2));
        assertThat(refused.code()).isEqualTo(ProblemCode.SERVICE_UNAVAILABLE);
        assertThat(refused.headers()).containsKey("Retry-After");
        assertThat(counted("unavailable")).isEqualTo(1);
        assertThat(enter()).isNotNull();

        answer = () -> Mono.just(issued());
        assertThat(tokens.enter(TestKeys.key(2), HERE).block()).isNotNull();
    }

    @Test
    void dropsARevokedTokenAndTakesWhatTheKeyIsStillGoodFor() {
        Entry before = enter();
        revoke();

        Entry after = enter();

        assertThat(after.token()).isNotEqualTo(before.token());
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void refusesAKeyThatWasRevokedWithoutAskingTwice() {
        enter();
        revoke();
        answer = () -> Mono.just(new Answer.NoSuchKey());

        assertThat(refusal(KEY).code()).isEqualTo(ProblemCode.UNAUTHORIZED);
        assertThat(refusal(KEY).code()).isEqualTo(ProblemCode.UNAUTHORIZED);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void doesNotAskAwayWhatIsKnownOfTheEndOfTokens() {
        revokedBefore.add(Instant.MAX);

        assertThat(refusal(KEY).code()).isEqualTo(ProblemCode.UNAUTHORIZED);
        assertThat(refusal(KEY).code()).isEqualTo(ProblemCode.UNAUTHORIZED);
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void cannotUseATokenThatEndedWhileNobodyCanBeAsked() {
        enter();
        revoke();
        answer = () -> Mono.error(new IllegalStateException("away"));

        assertThat(refusal(KEY).code()).isEqualTo(ProblemCode.SERVICE_UNAVAILABLE);
    }

    @Test
    void hasAnotherTokenBeforeTheFirstExpires() {
        Entry first = enter();
        Sinks.One<Answer> late = Sinks.one();
        answer = late::asMono;
        now = now.plus(Duration.ofMinutes(13));

        assertThat(enter()).isEqualTo(first);
        assertThat(enter()).isEqualTo(first);
        assertThat(asked).isEqualTo(2);
        late.tryEmitValue(issued()).orThrow();
        Entry second = enter();

        assertThat(second.token()).isNotEqualTo(first.token());
        now = now.plus(Duration.ofMinutes(10));
        assertThat(enter()).isEqualTo(second);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void triesToRenewOnceInAWhileAndDropsWhatExpired() {
        enter();
        answer = () -> Mono.error(new IllegalStateException("away"));
        now = now.plus(Duration.ofMinutes(13));
        for (int i = 0; i < 5; i++) {
            assertThat(enter()).isNotNull();
        }
        assertThat(asked).isEqualTo(2);

        now = now.plus(Duration.ofMinutes(3));
        assertThat(refusal(KEY).code()).isEqualTo(ProblemCode.SERVICE_UNAVAILABLE);
        answer = () -> Mono.just(issued());
        assertThat(enter()).isNotNull();
    }

    private void revoke() {
        now = now.plusSeconds(1);
        revokedBefore.add(now.truncatedTo(ChronoUnit.SECONDS));
    }

    private Answer issued() {
        Date from = Date.from(now);
        String token = issuer.token(
                "bot", claims -> claims.issueTime(from).notBeforeTime(from).expirationTime(Date.from(now.plus(LIFE))));
        return new Answer.Issued(token, LIFE);
    }

    private Entry enter() {
        return tokens.enter(KEY, HERE).block();
    }

    private Problem refusal(String typed) {
        return catchThrowableOfType(
                Problem.class, () -> tokens.enter(typed, HERE).block());
    }

    private double counted(String result) {
        return meters.counter("steward.gateway.apikeys", "result", result).count();
    }
}
