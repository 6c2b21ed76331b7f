package dev.steward.gateway.sockets;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.adapter.ReactorNettyWebSocketSession;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/** Answers the client as the service answered, and connects the two if that was yes. */
public final class SocketUpgradeFilter implements GlobalFilter, Ordered {

    private static final int LARGEST_MESSAGE = 64 << 10;

    private static final List<String> PASSED =
            List.of("Content-Type", "Cache-Control", "WWW-Authenticate", "Retry-After", "Upgrade", "Allow");

    private final WebSocketService handshakes =
            new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy(() -> WebsocketServerSpec.builder()
                    .maxFramePayloadLength(LARGEST_MESSAGE)
                    .handlePing(true)));

    /** Outside of the filters of the route, like the one that writes the body of any other answer. */
    @Override
    public int getOrder() {
        return NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange)
                .then(Mono.defer(() -> answer(exchange)))
                .doOnError(_ -> abandon(exchange))
                .doOnCancel(() -> abandon(exchange));
    }

    private Mono<Void> answer(ServerWebExchange exchange) {
        @Nullable UpstreamSocket socket = UpstreamSocket.of(exchange);
        return switch (socket) {
            case null -> Mono.empty();
            case UpstreamSocket.Refused refused -> refuse(exchange.getResponse(), refused);
            case UpstreamSocket.Opened(Connection connection) ->
                handshakes.handleRequest(exchange, handler(exchange, connection));
        };
    }

    private static Mono<Void> refuse(ServerHttpResponse response, UpstreamSocket.Refused refused) {
        response.setStatusCode(HttpStatusCode.valueOf(refused.status()));
        HttpHeaders told = refused.headers();
        PASSED.stream().filter(told::contains).forEach(name -> response.getHeaders()
                .put(name, told.getAll(name)));
        response.getHeaders().setContentLength(refused.body().remaining());
        return response.writeWith(Mono.fromSupplier(
                () -> response.bufferFactory().wrap(refused.body().duplicate())));
    }

    private static WebSocketHandler handler(ServerWebExchange exchange, Connection connection) {
        WebsocketInbound inbound = (WebsocketInbound) connection;
        @Nullable String protocol = inbound.selectedSubprotocol();
        HttpServerResponse response = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
        URI uri = exchange.getRequest().getURI();
        return new WebSocketHandler() {

            @Override
            public List<String> getSubProtocols() {
                return protocol == null ? List.of() : List.of(protocol);
            }

            @Override
            public Mono<Void> handle(WebSocketSession client) {
                WebSocketSession service = new ReactorNettyWebSocketSession(
                        inbound,
                        (WebsocketOutbound) connection,
                        new HandshakeInfo(uri, new org.springframework.http.HttpHeaders(), Mono.empty(), protocol),
                        new NettyDataBufferFactory(connection.channel().alloc()),
                        SocketRoutingFilter.LARGEST_MESSAGE);
                return SocketBridge.between(client, service, connection, response);
            }
        };
    }

    private static void abandon(ServerWebExchange exchange) {
        if (UpstreamSocket.of(exchange) instanceof UpstreamSocket.Opened(Connection connection)) {
            connection.dispose();
        }
    }
}
