package dev.steward.kit.passthrough;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.websocket.WebsocketOutbound;

/**
 * Finds out whether the client of a socket is there: one that went to sleep, or lost its network, never says that it goes.
 * For one socket.
 */
final class SocketPulse {

    private static final int UNANSWERED = 3;

    private final byte[] mark = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Duration every;

    SocketPulse(Duration every) {
        this.every = every;
    }

    /** Pings the client, and completes when it is not there any more. */
    Mono<Void> lost(WebsocketOutbound client) {
        Mono<Void> pings = Flux.interval(every)
                .onBackpressureDrop()
                .concatMap(_ -> client.sendObject(Mono.fromSupplier(this::ping)).then(), 0)
                .onErrorComplete()
                .then(Mono.never());
        // Not by the pings that were sent: to who does not read, none can be.
        Mono<Void> silent = Flux.interval(every)
                .takeWhile(_ -> unanswered.incrementAndGet() <= UNANSWERED)
                .then();
        return Mono.firstWithSignal(silent, pings);
    }

    /** Whatever it sends tells that it is there; answers to these pings are for nobody else. */
    boolean isForOthers(WebSocketFrame frame) {
        unanswered.set(0);
        return !(frame instanceof PongWebSocketFrame) || !Arrays.equals(ByteBufUtil.getBytes(frame.content()), mark);
    }

    private WebSocketFrame ping() {
        return new PingWebSocketFrame(Unpooled.wrappedBuffer(mark));
    }
}
