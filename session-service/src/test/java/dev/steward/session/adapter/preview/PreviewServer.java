package dev.steward.session.adapter.preview;

import dev.steward.kit.passthrough.PassThrough;
import dev.steward.kit.passthrough.PassThroughSettings;
import dev.steward.kit.passthrough.RawVisitor;
import dev.steward.kit.web.PlainProblems;
import dev.steward.kit.web.TrustedProxies;
import dev.steward.session.application.PreviewWorld;
import dev.steward.session.application.StreamSlots;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionToken;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Previews on a server of their own, without the rest of the service; what sessions serve is up to the test. */
final class PreviewServer implements AutoCloseable {

    static final SessionToken TOKEN = SessionToken.fresh(new SecureRandom());
    static final String BEARER = "Authorization: Bearer " + TOKEN.text();
    static final String HOST = "preview.test";

    /** Longer than any test takes. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    final PreviewWorld world = new PreviewWorld();
    final StreamSlots slots;

    private final List<DisposableServer> servers = new CopyOnWriteArrayList<>();
    private final PassThrough onward;
    private final int port;
    private volatile BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> answer =
            (_, response) -> response.sendString(Mono.just("hello"));

    /** Its peers are proxies, so that a request says itself whether it came over TLS. */
    PreviewServer(StreamSlots slots, Duration timeout) {
        this.slots = slots;
        this.onward = new PassThrough(
                "test-previews",
                new PassThroughSettings(Duration.ofSeconds(5), timeout, PATIENCE, PATIENCE, PATIENCE, 64));
        JsonMapper json = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        PlainProblems problems = new PlainProblems(json);
        PreviewRequests requests = new PreviewRequests(
                world.previews(),
                onward,
                new PreviewHeaders(new TrustedProxies(List.of("127.0.0.0/8"))),
                new PreviewAnswers(problems),
                new PreviewChanges(world.feeds(), world.sessions(), json),
                slots,
                problems);
        this.port = bind(requests);
    }

    PreviewServer() {
        this(new StreamSlots(100, 100, 100), PATIENCE);
    }

    /** A session that the token opens, as all of this test. */
    Session session(String userId) {
        return world.running(userId, bind((request, response) -> answer.apply(request, response)), TOKEN);
    }

    void answers(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> next) {
        answer = next;
    }

    int port() {
        return port;
    }

    /** The server of that session is gone. */
    void end(Session session) {
        servers.stream()
                .filter(bound -> bound.port() == session.placement().port())
                .forEach(DisposableServer::disposeNow);
    }

    RawVisitor visitor() throws IOException {
        return new RawVisitor(port);
    }

    /** The whole answer to one request on a connection of its own. */
    String visit(String method, String sessionId, String target, String... headers) throws IOException {
        try (RawVisitor visitor = visitor()) {
            return visitor.send(
                            head(method, sessionId, target, headers).replaceFirst("\r\n", "\r\nConnection: close\r\n"))
                    .readAll();
        }
    }

    static String head(String method, String sessionId, String target, String... headers) {
        StringBuilder head =
                new StringBuilder(method + " /preview/" + sessionId + target + " HTTP/1.1\r\nHost: " + HOST);
        for (String header : headers) {
            head.append("\r\n").append(header);
        }
        return head.append("\r\n\r\n").toString();
    }

    /** The head of a handshake of a WebSocket. */
    static String handshake(String sessionId, String... headers) {
        return head("GET", sessionId, "/socket", headers).replaceFirst("\r\n", """
                        \r
                        Connection: Upgrade\r
                        Upgrade: websocket\r
                        Sec-WebSocket-Version: 13\r
                        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                        """);
    }

    private int bind(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> handler) {
        DisposableServer bound =
                HttpServer.create().host("127.0.0.1").port(0).handle(handler).bindNow();
        servers.add(bound);
        return bound.port();
    }

    @Override
    public void close() {
        world.close();
        onward.close();
        servers.forEach(DisposableServer::disposeNow);
    }
}
