package dev.steward.kit.passthrough;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * Passes one request on and its answer back, both as they come: any method, bodies of any length, WebSockets too. What
 * fails before the head of the answer left is an error of the returned Mono, for the caller to answer; what fails
 * later cuts the connection, so that half an answer is never taken for a whole one. Safe for concurrent use.
 */
public final class PassThrough implements AutoCloseable {

    /** Answers below it announce another one. */
    private static final int FINAL = 200;

    private static final String BODY_IDLE = "steward.body-idle";
    private static final int LARGEST_HEAD = 32 << 10;

    /** Below the time after which servers close a connection that is not used; that of Node is the shortest, 5 s. */
    private static final Duration KEPT = Duration.ofSeconds(2);

    private static final Set<HttpMethod> REPEATABLE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final ConnectionProvider connections;
    private final HttpClient client;
    private final Duration idle;
    private final SocketRelay sockets;

    public PassThrough(String name, PassThroughSettings settings) {
        this.idle = settings.idle();
        this.connections = ConnectionProvider.builder(name)
                .maxConnections(settings.connections())
                .pendingAcquireMaxCount(settings.connections())
                .pendingAcquireTimeout(settings.connectTimeout())
                .maxIdleTime(KEPT)
                .evictInBackground(KEPT)
                .lifo()
                .build();
        HttpClient any = HttpClient.create(connections)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(settings.connectTimeout().toMillis()))
                .option(ChannelOption.SO_KEEPALIVE, true)
                .httpResponseDecoder(decoder -> decoder.maxHeaderSize(LARGEST_HEAD));
        this.sockets = new SocketRelay(any, settings.timeout());
        this.client = any.responseTimeout(settings.timeout()).doOnResponse((_, connection) -> watchBody(connection));
    }

    /** Completes when the answer has left as a whole, or the socket is closed. */
    public Mono<Void> pass(HttpServerRequest request, HttpServerResponse response, Onward onward) {
        return isSocket(request.requestHeaders())
                ? sockets.relay(request, response, onward)
                : exchange(request, response, onward);
    }

    private Mono<Void> exchange(HttpServerRequest request, HttpServerResponse response, Onward onward) {
        boolean chunked = request.requestHeaders()
                .containsValue(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED, true);
        // By what is sent on: a body without a header that frames it would be the next request of the connection.
        boolean hasBody = chunked || onward.headers().contains(HttpHeaderNames.CONTENT_LENGTH);
        // A server may close a kept connection just when it is used again. Nothing came of that call, but a body is
        // gone.
        HttpClient.RequestSender sender = client.disableRetry(hasBody || !REPEATABLE.contains(request.method()))
                .headers(headers -> {
                    headers.set(onward.headers());
                    if (chunked) {
                        headers.remove(HttpHeaderNames.CONTENT_LENGTH);
                        headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
                    }
                })
                .request(request.method())
                .uri(onward.http());
        HttpClient.ResponseReceiver<?> call =
                hasBody ? sender.send((_, out) -> out.send(request.receive().retain(), _ -> true)) : sender;
        return call.response((answer, body) -> write(request, response, onward, answer, body))
                .then();
    }

    private static Mono<Void> write(
            HttpServerRequest request,
            HttpServerResponse response,
            Onward onward,
            HttpClientResponse answer,
            ByteBufFlux body) {
        if (answer.status().code() < FINAL) {
            return Mono.error(new IOException("an interim answer in the place of one"));
        }
        HttpHeaders headers = HopHeaders.without(answer.responseHeaders());
        UnaryOperator<Flux<ByteBuf>> edit = onward.answer().edit(answer.status().code(), headers);
        response.status(answer.status());
        // What this side says of its own accord is not to be said twice.
        headers.names().forEach(name -> response.responseHeaders().set(name, headers.getAll(name)));
        if (isBodiless(request.method(), answer.status().code())) {
            return body.then(response.send().then());
        }
        return response.send(edit.apply(body.retain()), _ -> true).then();
    }

    private static boolean isBodiless(HttpMethod method, int status) {
        return method.equals(HttpMethod.HEAD) || status == 204 || status == 304;
    }

    private static boolean isSocket(HttpHeaders headers) {
        return headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    /** Once there is a head only silence counts, so that no long stream is cut. */
    private void watchBody(Connection connection) {
        connection.removeHandler(NettyPipeline.ResponseTimeoutHandler);
        connection.addHandlerLast(BODY_IDLE, new ReadTimeoutHandler(idle.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
