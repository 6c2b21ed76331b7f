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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/ws/things/1 | steward, bearer.TOKEN          |              | true  |",
                "/ws/things/1 | bearer.TOKEN,steward           |              | true  |",
                "/ws/things/1 |                                | Bearer TOKEN | true  |",
                "/ws/things/1 | steward                        | Bearer TOKEN | true  |",
                "/ws/things/1 | bearer.TOKEN                   |              | false | UNAUTHORIZED",
                "/ws/things/1 | steward, bearer.               |              | false | UNAUTHORIZED",
                "/ws/things/1 | steward, bearer.no             |              | false | UNAUTHORIZED",
                "/ws/things/1 | steward, bearer.TOKEN, bearer.TOKEN |         | false | BAD_REQUEST",
                "/ws/things/1 | steward, bearer.TOKEN          | Bearer TOKEN | false | BAD_REQUEST",
                "/ws/things/1?access_token=TOKEN | steward     |              | false | UNAUTHORIZED",
                "/things/1    | steward, bearer.TOKEN          |              | false | UNAUTHORIZED",
            })
    void handshakeOfASocketMayNameItsTokenAsAProtocol(
            String uri, @Nullable String protocols, @Nullable String header, boolean passes, @Nullable String code) {
        TestTokens tokens = new TestTokens();
        String token = tokens.token("ada");
        var request = MockServerHttpRequest.get(uri).header(HttpHeaders.UPGRADE, "websocket");
        if (protocols != null) {
            request.header("Sec-WebSocket-Protocol", protocols.replace("TOKEN", token));
        }
        if (header != null) {
            request.header(HttpHeaders.AUTHORIZATION, header.replace("TOKEN", token));
        }
        var filter = new TestAccess()
                .filter(
                        RouteTable.of(
                                Route.get("/ws/things/{id}").needs("things:read"),
                                Route.get("/things/{id}").needs("things:read")),
                        new TokenVerifier(tokens, SECURITY, Clock.systemUTC()));

        assertPasses(filter, request, passes, code);
    }

    @ParameterizedTest
    @CsvSource({
        "/open/1, own_1, true,",
        "/open/2, own_1, false, UNAUTHORIZED",
        "/open/1, own_2, false, UNAUTHORIZED",
        "/open/1, 1, false, UNAUTHORIZED",
        "/open, own_1, false, UNAUTHORIZED",
        "/closed/1, own_1, false, UNAUTHORIZED",
    })
    void tokenOfAThingOpensThatThingWhereTheRouteSaysSo(
            String path, String token, boolean passes, @Nullable String code) {
        var filter = new TestAccess()
                .filter(
                        RouteTable.of(
                                Route.get("/open/{id}").needs("things:read").orOwnToken("own_"),
                                Route.get("/open").needs("things:read").orOwnToken("own_"),
                                Route.get("/closed/{id}").needs("things:read")),
                        new TokenVerifier(new TestTokens(), SECURITY, Clock.systemUTC()),
                        (shown, id) -> shown.equals("own_" + id)
                                ? Mono.empty()
                                : Mono.error(() -> BearerToken.refused("Another's.")));

        assertPasses(
                filter,
                MockServerHttpRequest.get(path).header(HttpHeaders.AUTHORIZATION, "Bearer " + token),
                passes,
                code);
    }

    @Test
    void whatLetARequestInIsAskedAgainForAsLongAsItIsAnswered() {
        TestTokens tokens = new TestTokens();
        TestAccess access = new TestAccess();
        access.projects().put("shop", Map.of("ada", "viewer"));
        var filter = access.filter(
                RouteTable.of(Route.get("/things/{id}").needs("sessions:read")),
                new TokenVerifier(tokens, SECURITY, Clock.systemUTC()));
        var projects = new ProjectAccess(access.projects(), access.decider());
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/things/1")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + tokens.token("ada")));
        List<Object> seen = new ArrayList<>();

        filter.filter(
                        exchange,
                        _ -> Mono.deferContextual(context -> {
                            Mono<Object> asked = Mono.zip(
                                            StandingAccess.of(context)
                                                    .refusal()
                                                    .map(problem ->
                                                            problem.code().name())
                                                    .defaultIfEmpty("stands"),
                                            projects.stillPermits("shop"))
                                    .cast(Object.class)
                                    .doOnNext(answer -> seen.add(answer.toString()));
                            return asked.then(Mono.fromRunnable(
                                            () -> access.projects().put("shop", Map.of())))
                                    .then(asked)
                                    .then(Mono.fromRunnable(
                                            () -> access.projects().revoke("ada")))
                                    .then(asked)
                                    .then();
                        }))
                .block();

        assertThat(seen).containsExactly("[stands,true]", "[stands,false]", "[UNAUTHORIZED,false]");
        assertThat(access.refusals()).isEmpty();
    }

    private static void assertPasses(
            BearerTokenFilter filter,
            MockServerHttpRequest.BaseBuilder<?> request,
            boolean passes,
            @Nullable String code) {
        var passed = new AtomicBoolean();
        Throwable refusal = filter.filter(
                        MockServerWebExchange.from(request), _ -> Mono.fromRunnable(() -> passed.set(true)))
                .materialize()
                .mapNotNull(signal -> signal.getThrowable())
                .block();

        assertThat(passed.get()).isEqualTo(passes);
        assertThat(refusal instanceof Problem problem ? problem.code().name() : null)
                .isEqualTo(code);
    }
}
