package dev.steward.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.testing.TestDatabase;
import dev.steward.session.domain.SessionToken;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;

/** Previews as the gateway asks for them; where it matters what a session hears, the test serves in its place. */
class PreviewIT extends SharedService {

    private static final SessionToken TOKEN = SessionToken.fresh(new SecureRandom());
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    private final List<HttpHeaders> heard = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private SessionApi developer;
    private String id;
    private volatile BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> answer = PreviewIT::hello;
    private DisposableServer server;
    private TestDatabase database;

    @BeforeEach
    void begin(TestDatabase own) {
        database = own;
        projects.put("shop", Map.of("ada", "developer"));
        developer = new SessionApi(port, tokens.token("ada"));
        id = developer.create("shop").get("id").toString();
        database.execute("update session set token_hash = '" + TOKEN.hash() + "' where id = '" + id + "'");
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> {
                    // The service itself asks, too, whether somebody answers.
                    if (request.requestHeaders().contains("X-Forwarded-Host")) {
                        heard.add(request.requestHeaders().copy());
                        asked.add(request.method() + " " + request.uri());
                    }
                    return answer.apply(request, response);
                })
                .bindNow();
    }

    @AfterEach
    void endServer() {
        server.disposeNow();
    }

    @Test
    void showsWhatTheSessionServesAndCountsAsItsUse() throws Exception {
        developer.awaitStatus(id, "running");
        developer.put(id, "a.txt", SessionApi.bytes("hello")).expectStatus().isCreated();
        database.execute("update session set used_at = now() - interval '2 minutes' where id = '" + id + "'");

        HttpResponse<String> page = visit("/a.txt", bearer());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).isEqualTo("hello");
        assertThat(page.headers().firstValue("X-Trace-ID")).isPresent();
        assertThat(developer.expiry(id).get("last_activity").toString()).contains("source=preview");
    }

    @Test
    void opensWithTheTokenOfThisVerySessionOnly() throws Exception {
        developer.awaitStatus(id, "running");

        problem(visit("/"), 401);
        problem(
                visit(
                        "/",
                        "Authorization",
                        "Bearer " + SessionToken.fresh(new SecureRandom()).text()),
                401);
        problem(visit("/", "Authorization", "Bearer " + tokens.token("ada")), 401);
        problem(visit("/", "Authorization", "Basic YTpi"), 401);
        problem(visit("/", "Cookie", "steward_preview=sst_wrong"), 401);
        problem(at("/preview/01993bd0-6f00-7000-8000-00000000000a/", bearer()), 404);
        problem(at("/preview/" + id, bearer()), 404);
        problem(at("/preview/..%2f" + id + "/", bearer()), 404);
        database.execute("update session set expires_at = now() where id = '" + id + "'");
        problem(visit("/", bearer()), 401);
    }

    @Test
    void aVisitWithTheBearerOpensTheNextOnesOfThatBrowser() throws Exception {
        serveInItsPlace();

        HttpResponse<String> first = visit("/", bearer());
        String cookie = first.headers().firstValue("Set-Cookie").orElseThrow();
        HttpResponse<String> next = visit("/style.css", "Cookie", "mine=1; " + cookie.split(";", -1)[0]);

        assertThat(cookie).contains("; HttpOnly").contains("; SameSite=Strict").doesNotContain("Domain");
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(next.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(heard.getLast().getAll("Cookie")).containsExactly("mine=1");
    }

    @Test
    void tellsTheSessionNothingThatIsThePlatforms() throws Exception {
        serveInItsPlace();
        answer = (_, response) -> response.addHeader("Set-Cookie", "steward_preview=evil; Path=/")
                .addHeader("Set-Cookie", "mine=1; Domain=localhost; Path=/")
                .header("Keep-Alive", "timeout=5")
                .sendString(Mono.just("hi"));

        HttpResponse<String> page = visit(
                "/a//b/..;c?q=%7B%7D&r",
                with(
                        bearer(),
                        "Cookie",
                        "mine=1; steward_preview=" + TOKEN.text() + "; __Host-steward_login=x",
                        "X-Forwarded-For",
                        "10.1.2.3",
                        "X-Forwarded-User",
                        "root",
                        "X-User-Id",
                        "root",
                        "X-Steward-Caller",
                        "root",
                        "traceparent",
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                        "X-Trace-ID",
                        "mine",
                        "X-App",
                        "kept"));

        HttpHeaders told = heard.getLast();
        assertThat(asked.getLast()).isEqualTo("GET /a//b/..;c?q=%7B%7D&r");
        assertThat(told.toString()).doesNotContain(TOKEN.text()).doesNotContain("root");
        assertThat(told.names())
                .doesNotContain("Authorization", "X-User-Id", "X-Steward-Caller", "traceparent", "X-Trace-ID");
        assertThat(told.getAll("Cookie")).containsExactly("mine=1");
        assertThat(told.get("X-App")).isEqualTo("kept");
        assertThat(told.getAll("X-Forwarded-For")).containsExactly("10.1.2.3");
        assertThat(told.get("X-Forwarded-Host")).isEqualTo("127.0.0.1:" + port);
        assertThat(page.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie).startsWith("steward_preview=" + TOKEN.text()))
                .anySatisfy(cookie -> assertThat(cookie).isEqualTo("mine=1; Path=/"))
                .hasSize(2);
        assertThat(page.headers().firstValue("X-Trace-ID")).hasValue("mine");
        assertThat(page.headers().firstValue("Keep-Alive")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void passesBodiesThrough(String method) throws Exception {
        serveInItsPlace();
        answer = (request, response) ->
                response.status(201).send(request.receive().retain());
        String body = "x".repeat(3 << 20);

        HttpResponse<String> echo = BROWSER.send(
                request("/preview/" + id + "/echo", bearer())
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(echo.statusCode()).isEqualTo(201);
        assertThat(echo.body()).isEqualTo(body);
        assertThat(asked.getLast()).isEqualTo(method + " /echo");
    }

    @Test
    void passesSocketsThrough() {
        serveInItsPlace();
        answer = (_, response) -> response.sendWebsocket(
                (in, out) -> out.sendString(in.receive().asString().map(text -> "echo " + text)),
                WebsocketServerSpec.builder().protocols("vite-hmr").build());

        List<String> texts = reactor.netty.http.client.HttpClient.newConnection()
                .headers(headers -> headers.set("Authorization", "Bearer " + TOKEN.text()))
                .websocket(WebsocketClientSpec.builder().protocols("vite-hmr").build())
                .uri("ws://127.0.0.1:" + port + "/preview/" + id + "/hmr")
                .handle((in, out) -> out.sendString(Flux.just("a", "b"))
                        .then()
                        .thenMany(in.receive().asString().take(2)))
                .collectList()
                .block(SessionApi.DEADLINE);

        assertThat(texts).isNotNull();
        assertThat(String.join(" ", texts)).isEqualTo("echo a echo b");
        assertThat(heard.getLast().contains("Authorization")).isFalse();
    }

    @Test
    void answersForASessionThatGivesNone() throws Exception {
        serveInItsPlace();
        answer = (_, _) -> Mono.never();
        problem(visit("/", bearer()), 504);

        answer = (_, response) ->
                response.withConnection(connection -> connection.channel().close());
        problem(visit("/", bearer()), 502);

        server.disposeNow();
        problem(visit("/", bearer()), 502);
    }

    @Test
    void saysWhyThereIsNothingToSee() throws Exception {
        developer.awaitStatus(id, "running");
        developer.ask(id, "stop");
        developer.awaitStatus(id, "stopped");

        HttpResponse<String> forScripts = visit("/", bearer());
        problem(forScripts, 503);
        assertThat(forScripts.body()).contains("\"session_status\":\"stopped\"");
        assertThat(forScripts.headers().firstValue("Retry-After")).isPresent();
        HttpResponse<String> page = visit("/", with(bearer(), "Accept", "text/html", "Sec-Fetch-Dest", "document"));
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("The session is stopped.").doesNotContain("http-equiv");
        assertThat(page.headers().firstValue("Set-Cookie").orElseThrow()).startsWith("steward_preview=");

        developer.delete(id);
        problem(visit("/", bearer()), 404);
    }

    /** A server of the test's on the port where the session is to be found. */
    private void serveInItsPlace() {
        developer.awaitStatus(id, "running");
        database.execute("update session set port = " + server.port() + " where id = '" + id + "'");
    }

    private static Publisher<Void> hello(HttpServerRequest request, HttpServerResponse response) {
        return response.sendString(Mono.just("hello"));
    }

    private static String[] bearer() {
        return new String[] {"Authorization", "Bearer " + TOKEN.text()};
    }

    private static String[] with(String[] some, String... others) {
        List<String> all = new ArrayList<>(Arrays.asList(some));
        all.addAll(Arrays.asList(others));
        return all.toArray(String[]::new);
    }

    private HttpResponse<String> visit(String target, String... headers) throws IOException, InterruptedException {
        return at("/preview/" + id + target, headers);
    }

    private HttpResponse<String> at(String target, String... headers) throws IOException, InterruptedException {
        return BROWSER.send(request(target, headers).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String target, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .timeout(Duration.ofSeconds(30));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static void problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"trace_id\"");
    }
}
