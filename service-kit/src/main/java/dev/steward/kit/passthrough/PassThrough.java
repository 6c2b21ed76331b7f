package dev.steward.kit.passthrough;

import dev.steward.kit.web.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
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

    private static final String ANSWER_GUARD = "steward.answer-guard";
    private static final String BODY_IDLE = "steward.body-idle";
    private static final int LARGEST_HEAD = 32 << 10;

    /** Below the time after which servers close a connection that is not used; that of Node is the shortest, 5 s. */
    private static final Duration KEPT = Duration.ofSeconds(2);

    private static final Set<HttpMethod> REPEATABLE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final ConnectionProvider connections;
    private final HttpClient client;
    private final Duration bodyIdle;
    private final Duration idle;
    private final SocketRelay sockets;

    public PassThrough(String name, PassThroughSettings settings) {
        this.bodyIdle = settings.bodyIdle();
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
                .doOnChannelInit((_, channel, _) ->
                        channel.pipeline().addAfter(NettyPipeline.HttpCodec, ANSWER_GUARD, new AnswerGuard()))
                .httpResponseDecoder(decoder -> decoder.maxHeaderSize(LARGEST_HEAD));
        this.sockets = new SocketRelay(any, settings.timeout(), settings.ping());
        this.client = any.responseTimeout(settings.timeout()).doOnResponse((answer, connection) -> {
            watchBody(connection);
            if (mayHaveBodyBehind(answer)) {
                // Some servers send one all the same: it would be the answer to the next request.
                connection.markPersistent(false);
            }
        });
    }

    /**
     * Completes when the answer has left as a whole, or the socket is closed. A request that has no certain end, or whose
     * body does not go on, is a {@link Problem}.
     */
    public Mono<Void> pass(HttpServerRequest request, HttpServerResponse response, Onward onward) {
        return Mono.defer(() -> {
            Framing framing = Framing.of(request);
            return isSocket(request)
                    ? sockets.relay(request, response, onward)
                    : exchange(request, response, onward, framing);
        });
    }

    /** Whether a request asks for a WebSocket; only then {@link #pass} ends with a socket. */
    public static boolean isSocket(HttpServerRequest request) {
        HttpHeaders headers = request.requestHeaders();
        return headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    private Mono<Void> exchange(
            HttpServerRequest request, HttpServerResponse response, Onward onward, Framing framing) {
        boolean hasBody = framing != Framing.NONE;
        // A server may close a kept connection just when it is used again. Nothing came of that call, but a body is
        // gone.
        HttpClient.RequestSender sender = client.disableRetry(hasBody || !REPEATABLE.contains(request.method()))
                .headers(headers -> {
                    headers.set(onward.headers());
                    frame(headers, framing, request.requestHeaders());
                })
                .request(request.method())
                .uri(onward.http());
        HttpClient.ResponseReceiver<?> call =
                hasBody ? sender.send((_, out) -> out.send(body(request), _ -> true)) : sender;
        return call.response((answer, body) -> write(request, response, onward, answer, body))
                .then();
    }

    /** By what is received: a body without a header that frames it would be the next request of the connection. */
    private static void frame(HttpHeaders sent, Framing framing, HttpHeaders received) {
        sent.remove(HttpHeaderNames.CONTENT_LENGTH);
        switch (framing) {
            case NONE -> {}
            case LENGTH -> sent.set(HttpHeaderNames.CONTENT_LENGTH, received.get(HttpHeaderNames.CONTENT_LENGTH));
            case CHUNKED -> sent.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
    }

    private Flux<ByteBuf> body(HttpServerRequest request) {
        // Retained last: what comes when it is too late is released by whoever received it.
        return request.receive()
                .timeout(
                        bodyIdle,
                        Flux.error(() -> Framing.refusal(
                                "The body of the request did not go on within " + bodyIdle.toSeconds() + " s.")))
                .map(ByteBuf::retain);
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
        if (!Framing.isUnderstood(answer.responseHeaders())) {
            return Mono.error(new IOException("an answer in a transfer coding that is not understood"));
        }
        HttpHeaders headers = HopHeaders.without(answer.responseHeaders());
        UnaryOperator<Flux<ByteBuf>> edit = onward.answer().edit(answer.status().code(), headers);
        if (answer.status().equals(HttpResponseStatus.NO_CONTENT)) {
            headers.remove(HttpHeaderNames.CONTENT_LENGTH);
        }
        head(response, answer.status(), headers);
        if (isBodiless(request.method(), answer.status().code())) {
            return body.then(response.send().then());
        }
        return response.send(edit.apply(body.retain()), _ -> true).then();
    }

    private static boolean isBodiless(HttpMethod method, int status) {
        return method.equals(HttpMethod.HEAD) || status == 204 || status == 304;
    }

    static void head(HttpServerResponse response, HttpResponseStatus status, HttpHeaders headers) {
        response.status(status);
        // What this side says of its own accord is not to be said twice.
        headers.names().forEach(name -> response.responseHeaders().set(name, headers.getAll(name)));
    }

    private static boolean mayHaveBodyBehind(HttpClientResponse answer) {
        HttpHeaders headers = answer.responseHeaders();
        boolean announced =
                headers.contains(HttpHeaderNames.CONTENT_LENGTH) || headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
        return answer.method().equals(HttpMethod.HEAD)
                || (announced && isBodiless(answer.method(), answer.status().code()));
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
