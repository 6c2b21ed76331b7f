package dev.steward.kit.passthrough;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    /** What the two handshakes say for themselves. */
    private static final List<CharSequence> OWN = List.of(
            HttpHeaderNames.SEC_WEBSOCKET_KEY,
            HttpHeaderNames.SEC_WEBSOCKET_VERSION,
            HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL,
            HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);

    private final HttpClient client;
    private final Duration timeout;

    SocketRelay(HttpClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    Mono<Void> relay(HttpServerRequest request, HttpServerResponse response, Onward onward) {
        WebsocketClientSpec.Builder asked = WebsocketClientSpec.builder()
                .maxFramePayloadLength(LARGEST_FRAME)
                .handlePing(true);
        String protocols = request.requestHeaders().get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        WebsocketClientSpec spec =
                protocols == null ? asked.build() : asked.protocols(protocols).build();
        HttpHeaders headers = onward.headers().copy();
        OWN.forEach(headers::remove);
        return client.headers(sent -> sent.set(headers))
                .responseTimeout(timeout)
                .websocket(spec)
                .uri(onward.socket())
                .handle((in, out) -> join(response, in, out))
                .then()
                .onErrorResume(WebSocketClientHandshakeException.class, refusal -> refuse(response, statusOf(refusal)));
    }

    private static Mono<Void> join(HttpServerResponse response, WebsocketInbound in, WebsocketOutbound out) {
        WebsocketServerSpec.Builder answered = WebsocketServerSpec.builder()
                .maxFramePayloadLength(LARGEST_FRAME)
                .handlePing(true);
        @Nullable String chosen = in.selectedSubprotocol();
        WebsocketServerSpec spec =
                chosen == null ? answered.build() : answered.protocols(chosen).build();
        // The Mono of the upgrade ends with the handshake; that of the relay ends with the sockets.
        Sinks.Empty<Void> over = Sinks.empty();
        return response.sendWebsocket(
                        (clientIn, clientOut) -> Mono.firstWithSignal(frames(in, clientOut), frames(clientIn, out))
                                .doFinally(_ -> over.tryEmitEmpty()),
                        spec)
                .then(over.asMono());
    }

    private static Mono<Void> frames(WebsocketInbound from, WebsocketOutbound to) {
        Mono<Void> closed = from.receiveCloseStatus()
                .defaultIfEmpty(WebSocketCloseStatus.NORMAL_CLOSURE)
                .flatMap(status -> status.code() == WebSocketCloseStatus.EMPTY.code()
                                || status.code() == WebSocketCloseStatus.ABNORMAL_CLOSURE.code()
                        ? to.sendClose()
                        : to.sendClose(status.code(), status.reasonText()));
        return to.sendObject(from.receiveFrames().map(WebSocketFrame::retain), _ -> true)
                .then()
                .then(closed);
    }

    private static HttpResponseStatus statusOf(WebSocketClientHandshakeException refusal) {
        return refusal.response() == null
                ? HttpResponseStatus.BAD_GATEWAY
                : refusal.response().status();
    }

    private static Mono<Void> refuse(HttpServerResponse response, HttpResponseStatus status) {
        // A server that answers an upgrade as any other request did not do as it was asked.
        boolean refused = status.code() >= 400;
        return response.status(refused ? status : HttpResponseStatus.BAD_GATEWAY)
                .send();
    }
}
