package dev.steward.session.adapter.web;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * What one client sends: that it is there, and what counts as use. It is listened to until the socket is closed, because
 * whoever stops listening closes a socket without a reason.
 */
final class SocketInput {

    private static final int PINGS_UNANSWERED = 3;

    private final MessageRate rate;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Sinks.One<CloseStatus> end = Sinks.one();

    SocketInput(int messagesPerSecond) {
        this.rate = new MessageRate(messagesPerSecond);
    }

    /** @param use what a message causes */
    Disposable listen(WebSocketSession socket, Mono<Void> use) {
        return socket.receive()
                .doOnNext(_ -> unanswered.set(0))
                .map(WebSocketMessage::getType)
                .filter(type -> type == WebSocketMessage.Type.TEXT || type == WebSocketMessage.Type.BINARY)
                .timed()
                .filter(message -> isAllowed(rate.allows(message.timestamp())))
                .concatMap(_ -> use)
                .subscribe(_ -> {}, end::tryEmitError, end::tryEmitEmpty);
    }

    void pinged() {
        if (unanswered.incrementAndGet() > PINGS_UNANSWERED) {
            end.tryEmitValue(new CloseStatus(4408, "no-answer-to-pings"));
        }
    }

    /** Why to close; empty when the client did. */
    Mono<CloseStatus> end() {
        return end.asMono();
    }

    private boolean isAllowed(boolean within) {
        if (!within) {
            end.tryEmitValue(new CloseStatus(4429, "too-many-requests"));
        }
        return within;
    }
}
