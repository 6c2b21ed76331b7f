package dev.steward.kit.passthrough;

import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/**
 * Joins two WebSockets. The server behind is asked first, so that the client hears of the subprotocol it chose, or of
 * its refusal.
 */
final class SocketRelay {

    private static final int LARGEST_FRAME = 4 << 20;

    private static final int REFUSED = 300;

    /** What the two handshakes say for themselves. */
    private static final List<CharSequence> OWN = List.of(
            HttpHeaderNames.CONTENT_LENGTH,
            HttpHeaderNames.SEC_WEBSOCKET_KEY,
            HttpHeaderNames.SEC_WEBSOCKET_VERSION,
            HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL,
            HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);

    private final HttpClient client;
    private final Duration timeout;
    private final Duration ping;

    /**
     * @param timeout for the answer to the handshake
     * @param ping how often the client is asked whether it is there
     */
    SocketRelay(HttpClient client, Duration timeout, Duration ping) {
        this.client = client;
        this.timeout = timeout;
        this.ping = ping;
    }

    Mono<Void> relay(HttpServerRequest request, HttpServerResponse response, Onward onward) {
        if (!isHandshake(request)) {
            return Mono.error(() -> Framing.refusal("This is no handshake of a WebSocket."));
        }
        HandshakeRefusal refusal = new HandshakeRefusal();
        WebsocketClientSpec.Builder asked = WebsocketClientSpec.builder()
                .maxFramePayloadLength(LARGEST_FRAME)
                .handlePing(true);
        String protocols = request.requestHeaders().get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        WebsocketClientSpec spec =
                protocols == null ? asked.build() : asked.protocols(protocols).build();
        HttpHeaders headers = onward.headers().copy();
        OWN.forEach(headers::remove);
        return client.doOnConnected(connection -> connection.addHandlerLast(refusal))
                .headers(sent -> sent.set(headers))
                .websocket(spec)
                .uri(onward.socket())
                .handle((in, out) ->
                        join(response, in, out).thenReturn(true).flux().startWith(true))
                // Of the handshake only, after which there may be silence.
                .timeout(Mono.delay(timeout), _ -> Mono.never(), Flux.error(ReadTimeoutException.INSTANCE))
                .then()
                .onErrorResume(
                        WebSocketClientHandshakeException.class,
                        error -> refuse(response, onward, error, refusal.body()));
    }

    /** What a body would be is for the server behind the beginning of the socket. */
    private static boolean isHandshake(HttpServerRequest request) {
        HttpHeaders headers = request.requestHeaders();
        return request.method().equals(HttpMethod.GET)
                && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
                && "0".equals(headers.get(HttpHeaderNames.CONTENT_LENGTH, "0"))
                && "13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))
                && headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY).size() == 1;
    }

    private Mono<Void> join(HttpServerResponse response, WebsocketInbound in, WebsocketOutbound out) {
        WebsocketServerSpec.Builder answered = WebsocketServerSpec.builder()
                .maxFramePayloadLength(LARGEST_FRAME)
                .handlePing(true);
        @Nullable String chosen = in.selectedSubprotocol();
        WebsocketServerSpec spec =
                chosen == null ? answered.build() : answered.protocols(chosen).build();
        // The Mono of the upgrade ends with the handshake; that of the relay ends with the sockets.
        Sinks.Empty<Void> over = Sinks.empty();
        SocketPulse pulse = new SocketPulse(ping);
        return response.sendWebsocket(
                        (clientIn, clientOut) -> Mono.firstWithSignal(
                                        frames(in, _ -> true, clientOut),
                                        frames(clientIn, pulse::isForOthers, out),
                                        pulse.lost(clientOut))
                                .doFinally(_ -> over.tryEmitEmpty()),
                        spec)
                .then(over.asMono());
    }

    private static Mono<Void> frames(WebsocketInbound from, Predicate<WebSocketFrame> which, WebsocketOutbound to) {
        Mono<Void> closed = from.receiveCloseStatus()
                .defaultIfEmpty(WebSocketCloseStatus.NORMAL_CLOSURE)
                .flatMap(status -> status.code() == WebSocketCloseStatus.EMPTY.code()
                                || status.code() == WebSocketCloseStatus.ABNORMAL_CLOSURE.code()
                        ? to.sendClose()
                        : to.sendClose(status.code(), status.reasonText()));
        // Not by a filter, which gives up what it leaves out: whoever received it does so, too.
        Flux<WebSocketFrame> passed = from.receiveFrames().handle((frame, sink) -> {
            if (which.test(frame)) {
                sink.next(frame.retain());
            }
        });
        return to.sendObject(passed, _ -> true).then().then(closed);
    }

    /** As the server behind said it; what says nothing is for the caller to explain. */
    private static Mono<Void> refuse(
            HttpServerResponse response, Onward onward, WebSocketClientHandshakeException error, byte[] body) {
        @Nullable HttpResponse head = error.response();
        if (head == null || head.status().code() < REFUSED) {
            // A server that answers an upgrade as any other request did not do as it was asked.
            return Mono.error(new IOException("no socket was opened, nor refused", error));
        }
        HttpResponseStatus status = head.status();
        if (body.length == 0) {
            return Mono.error(new Problem(codeOf(status), "The socket was refused with " + status.code() + "."));
        }
        HttpHeaders headers = HopHeaders.without(head.headers());
        UnaryOperator<Flux<ByteBuf>> edit = onward.answer().edit(status.code(), headers);
        headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        PassThrough.head(response, status, headers);
        return response.send(edit.apply(Flux.just(Unpooled.wrappedBuffer(body))))
                .then();
    }

    private static ProblemCode codeOf(HttpResponseStatus status) {
        return Arrays.stream(ProblemCode.values())
                .filter(code -> code.status().value() == status.code())
                .findFirst()
                .orElse(ProblemCode.BAD_GATEWAY);
    }
}
