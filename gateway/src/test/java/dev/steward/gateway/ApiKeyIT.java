package dev.steward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.gateway.apikeys.TestKeys;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;

/** Requests with an API key, in front of a zero-trust-service that exchanges keys as it is told. */
@ExtendWith(OutputCaptureExtension.class)
class ApiKeyIT extends Edge {

    private static final AtomicInteger KEYS = new AtomicInteger(1000);
    private static final byte[] BODY = "{}".getBytes();

    /** Another one for each test, since the gateway remembers. */
    private final String key = TestKeys.key(KEYS.getAndIncrement());

    private final ConcurrentLinkedQueue<String> forms = new ConcurrentLinkedQueue<>();
    private String scope = "sessions:* jobs:* *:read";

    @BeforeEach
    void exchangeKeys() {
        exchanging(200, () -> """
                {"access_token":"%s","token_type":"Bearer","expires_in":900,"scope":"%s"}""".formatted(token(), scope));
    }

    @Test
    void passesOnAsTheOwnerOfTheKeyWithATokenAndWithoutTheKey(CapturedOutput log) {
        RawAnswer answer = get("/api/v1/sessions", "x-API-key: " + key, "X-Trace-ID: trace-of-a-key");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(forms).singleElement().asString().contains("token-exchange", "subject_token=" + key);
        assertThat(ZERO_TRUST.lastAsked().headers().get("X-Forwarded-For")).isEqualTo("127.0.2.1");
        assertThat(ZERO_TRUST.lastAsked().headers().get("X-Trace-ID")).isEqualTo("trace-of-a-key");
        assertThat(ZERO_TRUST.lastAsked().uri()).isEqualTo("/oauth2/token");
        assertThat(SESSION.lastAsked().headers().getAll("Authorization"))
                .singleElement()
                .asString()
                .startsWith("Bearer ey");
        assertThat(SESSION.lastAsked().headers().toString()).doesNotContain(key).doesNotContainIgnoringCase("api-key");
        get("/api/v1/sessions", "X-API-Key: " + key);
        assertThat(forms).hasSize(1);
        assertThat(log.toString()).doesNotContain(key);
    }

    @Test
    void asksForASocketWithTheToken() {
        edge().send(
                        "GET /ws/logs/1 HTTP/1.1\r\nHost: x\r\nConnection: close, Upgrade\r\nUpgrade: websocket\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                                + "X-API-Key: " + key + "\r\n\r\n",
                        new byte[0]);

        assertThat(SESSION.lastAsked().uri()).isEqualTo("/ws/logs/1");
        assertThat(SESSION.lastAsked().headers().get("Authorization")).startsWith("Bearer ey");
        assertThat(SESSION.lastAsked().headers().contains("X-API-Key")).isFalse();
    }

    @Test
    void isUnavailableAndNotUnauthorizedForASocketThatNobodyCanBeAskedAbout() {
        exchanging(503, () -> "{}");

        assertProblem(get("/ws/logs/1", "X-API-Key: " + key), 503, "service-unavailable");
    }

    @Test
    void asksOnceForManyAtOnce() throws Exception {
        List<Future<RawAnswer>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                answers.add(threads.submit(() -> get("/api/v1/sessions", "X-API-Key: " + key)));
            }
        }
        for (Future<RawAnswer> answer : answers) {
            assertThat(answer.get().status()).isEqualTo(200);
        }
        assertThat(forms).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "stw_garbage"})
    void asksNobodyAboutWhatIsNoKey(String typed) {
        RawAnswer answer = get("/api/v1/sessions", "X-API-Key: " + typed);

        assertProblem(answer, 401, "unauthorized");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(forms).isEmpty();
        assertThat(SESSION.asked()).isEmpty();
        assertThat(get("/.well-known/jwks.json", "X-API-Key: " + typed).status())
                .isEqualTo(200);
        assertThat(ZERO_TRUST.lastAsked().headers().contains("X-API-Key")).isFalse();
    }

    @Test
    void refusesAKeyBesideAnyOtherCredentials() {
        String given = "X-API-Key: " + key;
        for (String other : List.of(
                EdgeTokens.of("ann"),
                "Authorization: Basic YTpi",
                "Authorization: Bearer sst_x",
                "Sec-WebSocket-Protocol: steward, bearer.x",
                "X-API-Key: " + TestKeys.key(1))) {
            assertProblem(get("/api/v1/sessions", given, other), 400, "bad-request");
            assertProblem(get("/.well-known/jwks.json", given, other), 400, "bad-request");
        }
        assertThat(forms).isEmpty();
        assertThat(ZERO_TRUST.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_request, 401, unauthorized",
        "invalid_scope, 403, forbidden",
    })
    void refusesWhatIsRefusedThereAndRemembersIt(String error, int status, String code) {
        exchanging(400, () -> "{\"error\":\"" + error + "\"}");

        assertProblem(get("/api/v1/sessions", "X-API-Key: " + key), status, code);
        assertProblem(get("/api/v1/events", "X-API-Key: " + key), status, code);
        assertThat(forms).hasSize(1);
        assertThat(SESSION.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"503 | {}", "500 | {}", "200 | garbage", "400 | {\"error\":\"other\"}"})
    void isUnavailableForKeysItDoesNotKnowWhenNobodyCanBeAsked(int status, String body) {
        exchanging(status, () -> body);

        for (String path : List.of("/api/v1/sessions", "/api/v1/events", "/api/v1/jobs/1")) {
            RawAnswer answer = get(path, "X-API-Key: " + key);
            assertProblem(answer, 503, "service-unavailable");
            assertThat(answer.header("Retry-After")).isNotEmpty();
        }
        assertThat(SESSION.asked()).isEmpty();
        exchangeKeys();
        assertThat(get("/api/v1/sessions", "X-API-Key: " + key).status()).isEqualTo(200);
    }

    @Test
    void asksNoMoreForAnAddressThatIsHeldUp() {
        ZERO_TRUST.answers((request, response) -> ZERO_TRUST
                .remember(request)
                .then(response.status(HttpResponseStatus.TOO_MANY_REQUESTS)
                        .header("Retry-After", "30")
                        .send()
                        .then()));

        RawHttp held = edge().from("127.0.2.2");
        assertProblem(held.get("/api/v1/sessions", "X-API-Key: " + key), 429, "too-many-requests");
        RawAnswer again = held.get("/api/v1/sessions", "X-API-Key: " + TestKeys.key(KEYS.getAndIncrement()));
        assertProblem(again, 429, "too-many-requests");
        assertThat(Integer.parseInt(again.header("Retry-After"))).isBetween(1, 30);
        assertThat(ZERO_TRUST.asked()).hasSize(1);
    }

    @Test
    void limitsAndKeysOfProgramsAreThoseOfTheToken() {
        scope = "limits:basic sessions:create jobs:create";

        RawAnswer unkeyed = post("/api/v1/sessions");
        assertProblem(unkeyed, 400, "validation-failed");
        assertThat(unkeyed.json().get("errors").get(0).get("field").asString()).isEqualTo("Idempotency-Key");
        assertThat(unkeyed.header("RateLimit-Policy")).isEqualTo("\"basic\";q=100;w=60");
        assertThat(SESSION.asked()).isEmpty();
        assertThat(post("/api/v1/sessions", "Idempotency-Key: k").status()).isEqualTo(200);
        assertThat(post("/api/v1/jobs", "Idempotency-Key: k").headers("RateLimit-Policy"))
                .containsExactly("\"basic\";q=100;w=60", "\"job-creation\";q=10;w=60");
        assertProblem(get("/api/v1/audit", "X-API-Key: " + key), 403, "forbidden");
    }

    private RawAnswer get(String path, String... headers) {
        return edge().from("127.0.2.1").get(path, headers);
    }

    private RawAnswer post(String path, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("X-API-Key: " + key);
        return edge().send("POST", path, all, BODY);
    }

    private String token() {
        return EdgeTokens.ISSUER.token("owner-of-" + key.substring(60), claims -> claims.claim("scope", scope)
                .claim("roles", List.of("operator")));
    }

    private void exchanging(int status, Supplier<String> answer) {
        ZERO_TRUST.answers((request, response) -> {
            if (!request.uri().equals("/oauth2/token")) {
                return ZERO_TRUST.named(request, response);
            }
            return request.receive()
                    .aggregate()
                    .asString()
                    .doOnNext(form -> {
                        forms.add(form);
                        ZERO_TRUST
                                .asked()
                                .add(new Upstream.Asked(
                                        "POST",
                                        request.uri(),
                                        request.requestHeaders().copy(),
                                        form.length()));
                    })
                    .then(response.status(status)
                            .header("Content-Type", "application/json")
                            .sendString(Mono.fromSupplier(answer))
                            .then());
        });
    }
}
