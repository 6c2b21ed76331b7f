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
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Previews as the gateway asks for them; where it matters what a session hears, the test serves in its place. */
class PreviewIT extends SharedService {

    private static final SessionToken TOKEN = SessionToken.fresh(new SecureRandom());
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    private final List<HttpHeaders> told = new CopyOnWriteArrayList<>();

    private String id;
    private DisposableServer server;
    private TestDatabase database;

    @BeforeEach
    void begin(TestDatabase own) {
        database = own;
        id = developer.create("shop").get("id").toString();
        database.execute("update session set token_hash = '" + TOKEN.hash() + "' where id = '" + id + "'");
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> {
                    // The service itself asks, too, whether somebody answers.
                    if (request.requestHeaders().contains("X-Forwarded-Host")) {
                        told.add(request.requestHeaders().copy());
                    }
                    return response.sendString(Mono.just("hello"));
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
        problem(at("/preview/01993bd0-6f00-7000-8000-00000000000a/", bearer()), 401);
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
        assertThat(told.getLast().getAll("Cookie")).containsExactly("mine=1");
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
