package dev.steward.session.adapter.web;

import dev.steward.kit.security.BearerToken;
import dev.steward.kit.security.Caller;
import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.security.StandingAccess;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.session.application.SessionCommands;
import dev.steward.session.application.SessionFeed;
import dev.steward.session.application.StreamSlots;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import io.netty.handler.codec.TooLongFrameException;
import java.time.Duration;
import java.util.List;
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
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableChannel;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.util.context.ContextView;
import tools.jackson.databind.json.JsonMapper;

/**
 * What all sockets of sessions have in common. Whatever refuses one is answered before it is opened; an open one is closed
 * with 4000 and the status that would be answered now, such as 4401 when its token does not stand any more and 4404 when its
 * session was deleted. Messages are JSON. Anything a client sends counts as use of the session and is not read.
 */
public final class SessionSockets {

    /** Close codes for applications begin here. */
    private static final int APPLICATION = 4_000;

    private static final String ACTIVITY = "socket-input";
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final byte[] NOTHING = {};

    private final WebSocketService handshakes;
    private final StreamSlots slots;
    private final SessionFeed feed;
    private final SessionCommands commands;
    private final ProjectAccess access;
    private final JsonMapper json;
    private final SocketSettings settings;
    private final Sinks.Empty<Void> stopping = Sinks.empty();

    public SessionSockets(
            StreamSlots slots,
            SessionFeed feed,
            SessionCommands commands,
            ProjectAccess access,
            JsonMapper json,
            SocketSettings settings) {
        this.handshakes =
                new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy(() -> WebsocketServerSpec.builder()
                        .maxFramePayloadLength(
                                Math.toIntExact(settings.largestMessage().toBytes()))));
        this.slots = slots;
        this.feed = feed;
        this.commands = commands;
        this.access = access;
        this.json = json;
        this.settings = settings;
    }

    /**
     * Opens a socket about a session that its caller may see, for what goes on by itself: a slow reader misses some of it. It
     * is closed when the messages are over.
     *
     * @param messages to be told, each an object with a {@code type}
     */
    Mono<Void> open(ServerWebExchange exchange, Session session, Flux<?> messages) {
        Flux<String> texts = messages.map(json::writeValueAsString);
        return openFor(
                exchange,
                session,
                LossyBuffer.of(
                        texts, settings.buffer().toBytes(), count -> json.writeValueAsString(Dropped.of(count))));
    }

    /** Like {@link #open}, for what can wait for its reader. */
    Mono<Void> openPatiently(ServerWebExchange exchange, Session session, Flux<?> messages) {
        return openFor(exchange, session, messages.map(json::writeValueAsString));
    }

    private Mono<Void> openFor(ServerWebExchange exchange, Session session, Flux<String> texts) {
        if (!BearerToken.isHandshake(exchange.getRequest())) {
            return Mono.error(
                    () -> new Problem(ProblemCode.BAD_REQUEST, "This is a WebSocket.").header("Upgrade", "websocket"));
        }
        return Mono.deferContextual(context -> {
            Runnable slot = slot(session, context);
            Runnable cut = cut(exchange);
            return handshakes
                    .handleRequest(exchange, new Handler(socket -> serve(socket, session, texts, cut, context)
                            .doFinally(_ -> slot.run())))
                    .doOnError(_ -> slot.run())
                    .doOnCancel(slot);
        });
    }

    /** A stream that is no socket, under the same rules: it ends when what let it in does not hold any more. */
    <T> Flux<T> stream(Session session, Flux<T> events) {
        return Flux.deferContextual(context -> {
            Runnable slot = slot(session, context);
            Mono<Void> over = Mono.firstWithSignal(refusal(session, context).then(), stopping.asMono());
            return events.takeUntilOther(over).doFinally(_ -> slot.run());
        });
    }

    /** Closes all that are open; those who are interested come back, perhaps to another instance. */
    public Mono<Void> stop() {
        return Mono.fromRunnable(stopping::tryEmitEmpty);
    }

    /** How many streams are open. */
    public int size() {
        return slots.size();
    }

    /** So many messages were dropped because the reader was slow. */
    private record Dropped(String type, long count) {

        static Dropped of(long count) {
            return new Dropped("dropped", count);
        }
    }

    private Mono<Void> serve(
            WebSocketSession socket, Session session, Flux<String> texts, Runnable cut, ContextView context) {
        SocketInput input = new SocketInput(settings.messagesPerSecond());
        Disposable listening = input.listen(socket, used(session));
        Flux<WebSocketMessage> pings = Flux.interval(settings.ping())
                .onBackpressureDrop()
                .doOnNext(_ -> input.pinged())
                .map(_ -> socket.pingMessage(buffers -> buffers.wrap(NOTHING)));
        Flux<WebSocketMessage> told = Flux.merge(
                        1, texts.map(socket::textMessage).materialize(), pings.materialize())
                .dematerialize();
        return Mono.firstWithSignal(
                        socket.send(told).then(Mono.defer(() -> end(session))),
                        input.end(),
                        refusal(session, context).map(SessionSockets::status),
                        stopping.asMono().thenReturn(CloseStatus.GOING_AWAY))
                .onErrorResume(error -> Mono.just(status(error)))
                .flatMap(status -> socket.close(status)
                        // Who does not read does not see the close frame, either.
                        .timeout(settings.closing(), Mono.fromRunnable(cut))
                        .onErrorComplete())
                .doFinally(_ -> listening.dispose())
                .contextWrite(context);
    }

    /** Messages that are over may be so because the session was deleted, before whoever waits for that heard of it. */
    private Mono<CloseStatus> end(Session session) {
        return feed.latest(session.id())
                .filter(latest -> latest.status() != SessionStatus.DELETED)
                .map(_ -> CloseStatus.NORMAL)
                .defaultIfEmpty(status(VisibleSession.notFound()));
    }

    private Mono<Void> used(Session session) {
        return feed.latest(session.id())
                .flatMap(current -> commands.use(current, ACTIVITY))
                .onErrorComplete();
    }

    /** What would be answered now if the stream were asked for again, as soon as that is a refusal. */
    private Mono<Problem> refusal(Session session, ContextView context) {
        StandingAccess standing = StandingAccess.of(context);
        Mono<Problem> hidden = standing.caller() == null
                ? Mono.empty()
                : access.stillPermits(session.projectId())
                        .filter(permitted -> !permitted)
                        .map(_ -> VisibleSession.notFound());
        Mono<Problem> refused = Flux.interval(settings.look())
                .onBackpressureDrop()
                .concatMap(_ -> standing.refusal().switchIfEmpty(hidden), 1)
                .next();
        Mono<Problem> deleted = feed.follow(session.id()).then(Mono.fromSupplier(VisibleSession::notFound));
        return Mono.firstWithValue(refused, deleted).contextWrite(context);
    }

    private Runnable slot(Session session, ContextView context) {
        return switch (slots.take(holder(context, session), session.id())) {
            case StreamSlots.Claim.Held(Runnable giveBack) -> giveBack;
            case StreamSlots.Claim.Full(String reason) ->
                throw new Problem(ProblemCode.TOO_MANY_REQUESTS, reason).retryAfter(SOON);
        };
    }

    private static String holder(ContextView context, Session session) {
        Caller caller = StandingAccess.of(context).caller();
        return caller == null ? "token of " + session.id() : caller.userId();
    }

    private static Runnable cut(ServerWebExchange exchange) {
        HttpServerResponse response = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
        return () -> response.withConnection(DisposableChannel::dispose);
    }

    private static CloseStatus status(Throwable error) {
        return switch (error) {
            case Problem problem ->
                new CloseStatus(
                        APPLICATION + problem.code().status().value(),
                        problem.code().code());
            case TooLongFrameException _ -> CloseStatus.TOO_BIG_TO_PROCESS;
            default -> CloseStatus.SERVER_ERROR;
        };
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
