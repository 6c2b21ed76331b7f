package dev.steward.gateway.sockets;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerResponse;
import reactor.util.function.Tuple2;

/**
 * Passes messages between two sockets, no faster than either side reads, until one of them closes; the other is closed for
 * the same reason. Both are listened to until then, because whoever stops listening closes a socket without a reason.
 */
final class SocketBridge {

    private static final int PREFETCH = 32;

    /** How long one side may take to read what there still is when the other is gone. */
    private static final Duration LAST_MESSAGES = Duration.ofMillis(500);

    /** What only says how a connection ended cannot be sent. */
    private static final Set<Integer> UNSENDABLE = Set.of(1005, 1006, 1015);

    private final Disposable.Composite listening = Disposables.composite();

    private SocketBridge() {}

    /** Completes when the connections of both are closed, or are about to be. */
    static Mono<Void> between(
            WebSocketSession client, WebSocketSession service, Connection upstream, HttpServerResponse response) {
        AtomicReference<@Nullable Connection> held = new AtomicReference<>();
        response.withConnection(held::set);
        Connection downstream = Objects.requireNonNull(held.get());
        SocketBridge bridge = new SocketBridge();
        Mono<Void> up = bridge.pass(client, service);
        Mono<Void> down = bridge.pass(service, client);
        Mono<Void> gone = Mono.firstWithSignal(
                        upstream.onTerminate().onErrorComplete(),
                        downstream.onTerminate().onErrorComplete())
                .then(Mono.delay(LAST_MESSAGES))
                .then();
        // Of both, because the end of one way is on its way as the end of the other.
        return Mono.firstWithSignal(Mono.when(up, down), gone).doFinally(_ -> {
            bridge.listening.dispose();
            upstream.dispose();
            downstream.dispose();
        });
    }

    private Mono<Void> pass(WebSocketSession from, WebSocketSession to) {
        Flux<WebSocketMessage> heard = from.receive()
                .doOnNext(WebSocketMessage::retain)
                .doOnDiscard(WebSocketMessage.class, WebSocketMessage::release)
                .publish(PREFETCH)
                .autoConnect(1, listening::add);
        // Both from the beginning: the reason may come before the last message has left.
        return Mono.zip(
                        from.closeStatus().defaultIfEmpty(CloseStatus.GOING_AWAY),
                        to.send(heard).onErrorComplete().thenReturn(true))
                .map(Tuple2::getT1)
                .flatMap(status -> to.close(UNSENDABLE.contains(status.getCode()) ? CloseStatus.GOING_AWAY : status))
                .onErrorComplete();
    }
}
