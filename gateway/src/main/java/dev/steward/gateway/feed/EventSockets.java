package dev.steward.gateway.feed;

import dev.steward.kit.security.BearerToken;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableChannel;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;

/**
 * Sockets on which events are told. One is closed with 4000 and the status that would be answered now, such as 4401 when its
 * token does not stand any more; who does not read that is cut off. What clients send is not read, and little of it is borne.
 */
public final class EventSockets {

    /** Close codes for applications begin here. */
    private static final int APPLICATION = 4_000;

    private static final int LARGEST_MESSAGE = 4 << 10;
    private static final int PINGS_UNANSWERED = 3;
    private static final byte[] NOTHING = {};

    private final WebSocketService handshakes = new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy(
            () -> WebsocketServerSpec.builder().maxFramePayloadLength(LARGEST_MESSAGE)));
    private final FeedWords words;
    private final FeedSettings settings;

    public EventSockets(FeedWords words, FeedSettings settings) {
        this.words = words;
        this.settings = settings;
    }

    /** Throws the {@link Problem} to answer with. */
    static void requireHandshake(ServerWebExchange exchange) {
        if (!BearerToken.isHandshake(exchange.getRequest())) {
            throw new Problem(ProblemCode.BAD_REQUEST, "This is a WebSocket.").header("Upgrade", "websocket");
        }
    }

    Mono<Void> serve(ServerWebExchange exchange, EventFeed.Listening stream) {
        return Mono.defer(() -> {
            Runnable place = stream.takePlace();
            HttpServerResponse response = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
            Runnable cut = () -> response.withConnection(DisposableChannel::dispose);
            return handshakes
                    .handleRequest(exchange, new Handler(socket -> talk(socket, stream, cut)
                            .doFinally(_ -> place.run())))
                    .doOnError(_ -> place.run())
                    .doOnCancel(place);
        });
    }

    private Mono<Void> talk(WebSocketSession socket, EventFeed.Listening stream, Runnable cut) {
        AtomicInteger unanswered = new AtomicInteger();
        Flux<WebSocketMessage> told = stream.messages()
                .transform(this::withoutRepeatedIds)
                .map(message -> message instanceof FeedMessage.Idle(var id) && id.isEmpty()
                        ? socket.pingMessage(buffers -> buffers.wrap(NOTHING))
                        : socket.textMessage(words.onSocket(message)));
        Mono<CloseStatus> silent = Flux.interval(settings.ping())
                .filter(_ -> unanswered.incrementAndGet() > PINGS_UNANSWERED)
                .next()
                .map(_ -> new CloseStatus(4408, "no-answer-to-pings"));
        Sinks.One<CloseStatus> end = Sinks.one();
        var listening = heard(socket, unanswered).subscribe(end::tryEmitValue, end::tryEmitError, end::tryEmitEmpty);
        return Mono.firstWithSignal(
                        socket.send(told).thenReturn(CloseStatus.NORMAL),
                        end.asMono(),
                        silent,
                        stream.refusal().map(EventSockets::status).defaultIfEmpty(CloseStatus.GOING_AWAY))
                .onErrorReturn(CloseStatus.SERVER_ERROR)
                .flatMap(status -> socket.close(status)
                        .timeout(settings.closing(), Mono.fromRunnable(cut))
                        .onErrorComplete())
                .doFinally(_ -> listening.dispose());
    }

    /** The first says where to go on; those that follow are pings, which a socket has frames of its own for. */
    private Flux<FeedMessage> withoutRepeatedIds(Flux<FeedMessage> messages) {
        AtomicBoolean opened = new AtomicBoolean();
        return messages.map(message ->
                message instanceof FeedMessage.Idle && opened.getAndSet(true) ? FeedMessage.Idle.NOTHING : message);
    }

    /** Why to close; empty when the client did. */
    private Mono<CloseStatus> heard(WebSocketSession socket, AtomicInteger unanswered) {
        return socket.receive()
                .doOnNext(_ -> unanswered.set(0))
                .map(WebSocketMessage::getType)
                .filter(type -> type == WebSocketMessage.Type.TEXT || type == WebSocketMessage.Type.BINARY)
                .timed()
                .scan(
                        new Rate(0, 0),
                        (rate, message) -> rate.and(message.timestamp().getEpochSecond()))
                .filter(rate -> rate.counted > settings.messagesPerSecond())
                .next()
                .map(_ -> new CloseStatus(4429, "too-many-requests"));
    }

    private static CloseStatus status(Problem problem) {
        return new CloseStatus(
                APPLICATION + problem.code().status().value(), problem.code().code());
    }

    /** So many messages within one second. */
    private record Rate(long second, int counted) {

        Rate and(long now) {
            return now == second ? new Rate(second, counted + 1) : new Rate(now, 1);
        }
    }

    /** Serves one socket; the protocol it selects is never the one that is a token. */
    private record Handler(Function<WebSocketSession, Mono<Void>> served) implements WebSocketHandler {

        @Override
        public List<String> getSubProtocols() {
            return List.of(BearerToken.SOCKET_PROTOCOL);
        }

        @Override
        public Mono<Void> handle(WebSocketSession socket) {
            return served.apply(socket);
        }
    }
}
