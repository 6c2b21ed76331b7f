package dev.steward.gateway.sockets;

import io.netty.handler.codec.http.HttpHeaders;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.Connection;

/** What a service answered to the handshake of a socket. */
sealed interface UpstreamSocket {

    String ATTRIBUTE = UpstreamSocket.class.getName();

    /** Null for a request that asks for no socket. */
    static @Nullable UpstreamSocket of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    /** It is open; whoever has this has to close it. */
    record Opened(Connection connection) implements UpstreamSocket {}

    /** It is not, and this is why. */
    record Refused(int status, HttpHeaders headers, ByteBuffer body) implements UpstreamSocket {}
}
