package dev.steward.gateway.sockets;

import dev.steward.gateway.routes.RoutePlan;
import dev.steward.gateway.upstream.CallSettings;
import dev.steward.gateway.upstream.UpstreamException;
import dev.steward.kit.passthrough.HandshakeRefusal;
import dev.steward.kit.security.BearerToken;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.resources.ConnectionProvider;

/**
 * Opens the socket of the service that a client asks for, before the client is answered. Like any call it is over with the
 * head of the answer, so that a breaker hears of it at once. Sockets have connections of their own: those of calls must not
 * run out because many watch.
 */
public final class SocketRoutingFilter implements GlobalFilter, Ordered {

    static final int LARGEST_MESSAGE = 1 << 20;

    private static final Duration ACQUIRE_TIMEOUT = Duration.ofSeconds(1);
    private static final int HEADERS = 16 << 10;

    private final HttpClient client;
    private final ObjectProvider<List<HttpHeadersFilter>> headersFilters;
    private final CallSettings settings;

    public SocketRoutingFilter(ObjectProvider<List<HttpHeadersFilter>> headersFilters, CallSettings settings) {
        this.headersFilters = headersFilters;
        this.settings = settings;
        this.client = HttpClient.create(ConnectionProvider.builder("upstream-sockets")
                        .maxConnections(settings.sockets())
                        .pendingAcquireTimeout(ACQUIRE_TIMEOUT)
                        .build())
                .disableRetry(true)
                .httpResponseDecoder(decoder -> decoder.maxHeaderSize(HEADERS))
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(settings.connectTimeout().toMillis()));
    }

    /** Before the filter that makes any other call. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        if (!BearerToken.isHandshake(exchange.getRequest()) || ServerWebExchangeUtils.isAlreadyRouted(exchange)) {
            return chain.filter(exchange);
        }
        ServerWebExchangeUtils.setAlreadyRouted(exchange);
        return open(exchange)
                .timeout(RoutePlan.of(exchange).timeout(), Mono.error(() -> ReadTimeoutException.INSTANCE))
                .onErrorMap(Exception.class, UpstreamException::new)
                .doOnNext(answer -> exchange.getAttributes().put(UpstreamSocket.ATTRIBUTE, answer))
                .then(Mono.defer(() -> chain.filter(exchange)));
    }

    private Mono<UpstreamSocket> open(ServerWebExchange exchange) {
        HandshakeRefusal refusal = new HandshakeRefusal();
        HttpHeaders headers = HttpHeadersFilter.filterRequest(headersFilters.getIfAvailable(List::of), exchange);
        return client.headers(passed -> headers.forEach((name, values) -> {
                    if (!isOfTheHandshake(name)) {
                        passed.set(name, values);
                    }
                }))
                .doOnConnected(connection -> connection.addHandlerLast(refusal))
                .websocket(WebsocketClientSpec.builder()
                        .protocols(String.join(
                                ",", exchange.getRequest().getHeaders().getOrEmpty("Sec-WebSocket-Protocol")))
                        .maxFramePayloadLength(LARGEST_MESSAGE)
                        // Pings go through to whoever answers them, so that they say that the client is there.
                        .handlePing(true)
                        .build())
                .uri(address(exchange))
                .connect()
                .<UpstreamSocket>map(this::opened)
                .onErrorResume(WebSocketClientHandshakeException.class, error -> refused(error, refusal.body()));
    }

    /** Fails with the error if it is no answer of the service. */
    private static Mono<UpstreamSocket> refused(WebSocketClientHandshakeException error, byte[] body) {
        @Nullable HttpResponse head = error.response();
        return head == null || head.status().code() < 300
                ? Mono.error(error)
                : Mono.just(new UpstreamSocket.Refused(head.status().code(), head.headers(), ByteBuffer.wrap(body)));
    }

    private UpstreamSocket opened(Connection connection) {
        connection.addHandlerLast(new ReadTimeoutHandler(settings.idle().toMillis(), TimeUnit.MILLISECONDS));
        return new UpstreamSocket.Opened(connection);
    }

    private static URI address(ServerWebExchange exchange) {
        URI target = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
        return UriComponentsBuilder.fromUri(target)
                .scheme(target.getScheme().equals("https") ? "wss" : "ws")
                .build(true)
                .toUri();
    }

    /** What is said anew between here and the service. */
    private static boolean isOfTheHandshake(String name) {
        return name.regionMatches(true, 0, "Sec-WebSocket-", 0, "Sec-WebSocket-".length())
                || HttpHeaders.HOST.equalsIgnoreCase(name)
                || HttpHeaders.CONNECTION.equalsIgnoreCase(name)
                || HttpHeaders.UPGRADE.equalsIgnoreCase(name);
    }
}
