package dev.steward.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.security.access.AccessRefusal;
import dev.steward.kit.testing.TestAccess;
import dev.steward.kit.testing.TestPolicies;
import dev.steward.kit.testing.TestTokens;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

class BearerTokenFilterTest {

    private static final SecurityProperties SECURITY =
            new SecurityProperties(TestTokens.ISSUER, "steward", "http://zero-trust/jwks");

    @Test
    void aKeyThatCannotBeLookedUpSaysWhenItIsTriedAgain() {
        var away = new KeySetUnavailableException(Duration.ofSeconds(7), new IllegalStateException("away"));
        var filter = new TestAccess()
                .filter(
                        RouteTable.of(Route.get("/things").authenticated()),
                        new TokenVerifier(_ -> Mono.error(away), SECURITY, Clock.systemUTC()));
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/things")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + new TestTokens().token("ada")));

        Throwable refusal = filter.filter(exchange, _ -> Mono.empty())
                .materialize()
                .mapNotNull(signal -> signal.getThrowable())
                .block();

        assertThat(refusal).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.SERVICE_UNAVAILABLE);
            assertThat(problem.headers()).containsEntry(HttpHeaders.RETRY_AFTER, "7");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "/own, , true",
        "/own, *:*, false",
        "/own, '', false",
        "/things, things:read, true",
        "/things, '  things:read   jobs:* ', true",
        "/things, *:read, true",
        "/things, things:write, false",
        "/things, '', false",
        "/all, *:*, true",
        "/all, users:read, true",
        "/all, users:write, false",
        "/all, things, false",
    })
    void tokenOfAProgramIsGoodForItsScopesOnly(String path, String scope, boolean passes) {
        TestTokens tokens = new TestTokens();
        var filter = new TestAccess()
                .filter(
                        RouteTable.of(
                                Route.get("/own").authenticated(),
                                Route.get("/things").authenticated("things:read"),
                                Route.get("/all").platform("users:read")),
                        new TokenVerifier(tokens, SECURITY, Clock.systemUTC()));
        String token = tokens.token(
                "ada", claims -> claims.claim("roles", List.of("admin")).claim("scope", scope));
        var exchange = MockServerWebExchange.from(
                MockServerHttpRequest.get(path).header(HttpHeaders.AUTHORIZATION, "Bearer " + token));
        var passed = new AtomicBoolean();

        Throwable refusal = filter.filter(exchange, _ -> Mono.fromRunnable(() -> passed.set(true)))
                .materialize()
                .mapNotNull(signal -> signal.getThrowable())
                .block();

        assertThat(passed.get()).isEqualTo(passes);
        if (!passes) {
            assertThat(refusal).isInstanceOfSatisfying(Problem.class, problem -> {
                assertThat(problem.code()).isEqualTo(ProblemCode.FORBIDDEN);
                assertThat(problem.headers().get(HttpHeaders.WWW_AUTHENTICATE)).contains("insufficient_scope");
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/own, '', , 1",
        "/things, '', , 1",
        "/things, scope, scope-missing, 0",
        "/all, '', role-missing, 0",
        "/all, admin, , 1",
        "/denied, '', denied-by-policy, 0",
        "/strong, '', mfa-too-old, 0",
        "/project, '', , 0",
    })
    void tellsTheJournalOfEveryAnswerItGives(String path, String with, @Nullable String reason, int passes) {
        TestTokens tokens = new TestTokens();
        TestAccess access = new TestAccess(
                TestPolicies.read(TestPolicies.denial("a", "platform/_/denied/_", "read")),
                TestPolicies.read(TestPolicies.denial("b", "platform/_/_/_", "get")));
        var filter = access.filter(
                RouteTable.of(
                        Route.get("/own").authenticated(),
                        Route.get("/things").authenticated("things:read"),
                        Route.get("/denied").authenticated("denied:read"),
                        Route.get("/strong").authenticated().mfaWithin(Duration.ofMinutes(5)),
                        Route.get("/project").needs("things:read"),
                        Route.get("/all").platform("users:read")),
                new TokenVerifier(tokens, SECURITY, Clock.systemUTC()));
        String token = tokens.token("ada", claims -> claims.claim("roles", List.of(with.isEmpty() ? "none" : with))
                .claim("scope", with.equals("scope") ? "others:read" : null));
        var exchange = MockServerWebExchange.from(
                MockServerHttpRequest.get(path).header(HttpHeaders.AUTHORIZATION, "Bearer " + token));

        Throwable refusal = filter.filter(exchange, _ -> Mono.empty())
                .materialize()
                .mapNotNull(signal -> signal.getThrowable())
                .block();

        assertThat(access.allowed()).hasSize(passes);
        if (reason == null) {
            assertThat(refusal).isNull();
            assertThat(access.refusals()).isEmpty();
        } else {
            AccessRefusal kept = access.refusals().getFirst();
            assertThat(kept.reason()).isEqualTo(reason);
            assertThat(refusal).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.members())
                    .containsEntry("decision_id", kept.decisionId())
                    .containsEntry("reason", reason));
        }
    }
}
