package dev.steward.perf.peers;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Hands requests and answers on by Reactor Netty alone: below that nothing on this stack can be. */
final class BareProxy {

    private final HttpClient client;
    private final String upstream;

    private BareProxy(URI upstream) {
        this.client = HttpClient.create();
        this.upstream = upstream.toString();
    }

    static DisposableServer start(int port, URI upstream) {
        var proxy = new BareProxy(upstream);
        return HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .handle(proxy::handOn)
                .bindNow();
    }

    private Publisher<Void> handOn(HttpServerRequest request, HttpServerResponse response) {
        HttpHeaders asked = request.requestHeaders();
        HttpClient.RequestSender call = client.headers(headers ->
                        headers.set(asked).remove(HttpHeaderNames.HOST).remove(HttpHeaderNames.CONNECTION))
                .request(request.method())
                .uri(upstream + request.uri());
        boolean hasBody =
                asked.contains(HttpHeaderNames.CONTENT_LENGTH) || asked.contains(HttpHeaderNames.TRANSFER_ENCODING);
        HttpClient.ResponseReceiver<?> called =
                hasBody ? call.send(request.receive().retain()) : call;
        return called.response((answer, body) -> {
                    response.status(answer.status()).headers(answer.responseHeaders());
                    return Mono.from(response.send(body.retain()));
                })
                .then();
    }
}
