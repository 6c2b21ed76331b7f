package dev.steward.gateway;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A service behind the edge that remembers what it was asked and answers as told; by default with its name. */
final class Upstream implements AutoCloseable {

    /** What arrived. */
    public record Asked(String method, String uri, HttpHeaders headers, long bodyBytes) {}

    private final String name;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final DisposableServer server;
    private volatile BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> answer;

    public Upstream(String name) {
        this(name, 0);
    }

    public Upstream(String name, int port) {
        this.name = name;
        this.answer = this::named;
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .channelGroup(connections)
                .handle((request, response) -> answer.apply(request, response))
                .bindNow();
    }

    public int port() {
        return server.port();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public void answers(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> how) {
        answer = how;
    }

    public void reset() {
        asked.clear();
        answer = this::named;
    }

    public List<Asked> asked() {
        return asked;
    }

    public Asked lastAsked() {
        return asked.getLast();
    }

    /** Reads the whole body, then answers with the name. */
    public Publisher<Void> named(HttpServerRequest request, HttpServerResponse response) {
        return remember(request)
                .then(response.header("X-Trace-ID", "the-service-s-own")
                        .sendString(Mono.just(name))
                        .then());
    }

    public Mono<Void> remember(HttpServerRequest request) {
        return request.receive()
                .map(buffer -> (long) buffer.readableBytes())
                .reduce(0L, Long::sum)
                .doOnNext(bytes -> asked.add(new Asked(
                        request.method().name(),
                        request.uri(),
                        request.requestHeaders().copy(),
                        bytes)))
                .then();
    }

    @Override
    public void close() {
        server.disposeNow();
        connections.close().syncUninterruptibly();
    }
}
