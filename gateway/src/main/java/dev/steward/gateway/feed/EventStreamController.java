package dev.steward.gateway.feed;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableChannel;
import reactor.netty.http.server.HttpServerResponse;

/** Events of the suite as they happen, for an EventSource or for a socket. */
@RestController
final class EventStreamController {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final EventFeed feed;
    private final FeedSettings settings;
    private final EventSockets sockets;
    private final FeedWords words;

    EventStreamController(EventFeed feed, FeedSettings settings, EventSockets sockets, FeedWords words) {
        this.feed = feed;
        this.settings = settings;
        this.sockets = sockets;
        this.words = words;
    }

    /**
     * Tells events of the projects that the caller sees, as they happen, each as CloudEvents JSON; those that belong to no
     * project are for whoever may read all. The order is that of each subject. An event {@code gap} says that events which
     * were asked for are not kept any more, {@code dropped} how many were left out because the reader was slow: whoever comes
     * back with the last id before it is told of them again. It ends when the token does.
     *
     * @param types only these, with commas between them; {@code session.*} is all that begin with it
     * @param subject only of this one
     * @param lastEventId everything after the event with this id
     * @return 200 and the events; 429 {@code too-many-requests}: too many streams are open
     */
    @GetMapping(path = "/api/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<ResponseEntity<Flux<ServerSentEvent<String>>>> listen(
            @RequestParam(required = false) @Nullable String types,
            @RequestParam(required = false) @Nullable String subject,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            ServerHttpResponse response) {
        return feed.open(EventFilter.of(types, subject), lastEventId).map(stream -> ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                // So that who does not read its end can be cut off, and no other request with it.
                .header("Connection", "close")
                .body(events(stream, response)));
    }

    /**
     * Opens a socket that tells the same: {@code {"kind":"event","id","event"}}, {@code {"kind":"gap","topic","partition",
     * "from","to"}}, {@code {"kind":"dropped","count"}}, and {@code {"kind":"open","id"}} once, before all others.
     *
     * @param types only these, with commas between them; {@code session.*} is all that begin with it
     * @param subject only of this one
     * @param lastEventId everything after the event with this id
     * @return 101 and the messages; 429 {@code too-many-requests}: too many streams are open
     */
    @GetMapping("/ws/events")
    Mono<Void> open(
            @RequestParam(required = false) @Nullable String types,
            @RequestParam(required = false) @Nullable String subject,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            ServerWebExchange exchange) {
        EventSockets.requireHandshake(exchange);
        return feed.open(EventFilter.of(types, subject), lastEventId)
                .flatMap(stream -> sockets.serve(exchange, stream));
    }

    private Flux<ServerSentEvent<String>> events(EventFeed.Listening stream, ServerHttpResponse response) {
        HttpServerResponse connection = ServerHttpResponseDecorator.getNativeResponse(response);
        Mono<Void> over = stream.refusal().then(Mono.fromRunnable(() -> Mono.delay(settings.closing())
                .subscribe(_ -> connection.withConnection(DisposableChannel::dispose))));
        return Flux.using(
                stream::takePlace, _ -> stream.messages().map(this::event).takeUntilOther(over), Runnable::run);
    }

    private ServerSentEvent<String> event(FeedMessage message) {
        return switch (message) {
            case FeedMessage.Event(var id, var json) ->
                ServerSentEvent.builder(json).id(id).build();
            case FeedMessage.Gap gap ->
                ServerSentEvent.builder(words.of(gap)).event("gap").build();
            case FeedMessage.Dropped dropped ->
                ServerSentEvent.builder(words.of(dropped)).event("dropped").build();
            case FeedMessage.Idle(var id) -> {
                var beat = ServerSentEvent.<String>builder().comment("").retry(RETRY);
                yield (id.isEmpty() ? beat : beat.id(id)).build();
            }
        };
    }
}
