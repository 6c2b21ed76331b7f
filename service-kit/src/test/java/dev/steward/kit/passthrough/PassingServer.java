package dev.steward.kit.passthrough;

import dev.steward.kit.web.PlainProblems;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** What services make of {@link PassThrough}: whatever comes goes to one server behind. */
final class PassingServer implements AutoCloseable {

    static final Duration BODY_IDLE = Duration.ofSeconds(1);
    static final Duration PING = Duration.ofMillis(200);

    private final PassThrough onward = new PassThrough(
            "test",
            new PassThroughSettings(
                    Duration.ofSeconds(5), Duration.ofSeconds(3), BODY_IDLE, Duration.ofSeconds(10), PING, 16));
    private final PlainProblems problems =
            new PlainProblems(JsonMapper.builder().build());
    private final URI upstream;
    private final DisposableServer server;

    PassingServer(URI upstream) {
        this.upstream = upstream;
        this.server =
                HttpServer.create().host("127.0.0.1").port(0).handle(this::pass).bindNow();
    }

    int port() {
        return server.port();
    }

    RawVisitor visitor() throws IOException {
        return new RawVisitor(server.port());
    }

    private Mono<Void> pass(HttpServerRequest request, HttpServerResponse response) {
        Onward to = new Onward(
                upstream, request.uri(), HopHeaders.without(request.requestHeaders()), (_, _) -> body -> body);
        return onward.pass(request, response, to)
                .onErrorResume(error -> response.hasSentHeaders()
                        ? Mono.error(error)
                        : problems.write(request, response, problem(error), "trace"));
    }

    private static Problem problem(Throwable error) {
        return error instanceof Problem problem ? problem : new Problem(ProblemCode.BAD_GATEWAY, error.toString());
    }

    @Override
    public void close() {
        onward.close();
        server.disposeNow();
    }
}
