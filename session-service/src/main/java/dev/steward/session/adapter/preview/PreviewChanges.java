package dev.steward.session.adapter.preview;

import dev.steward.kit.web.Correlation;
import dev.steward.kit.web.Problem;
import dev.steward.session.application.SessionFeed;
import dev.steward.session.application.WorkspaceFeed;
import dev.steward.session.application.WorkspaceFeed.Told;
import dev.steward.session.application.WorkspaceFeeds;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.WorkspaceChanges;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the service itself has in every preview, below {@code /_steward/}: the reload script, and the changes it listens
 * to as server-sent events.
 */
public final class PreviewChanges {

    static final String PREFIX = "/_steward/";
    static final String SCRIPT = PREFIX + "reload.js";

    private static final String EVENTS = PREFIX + "changes";

    /** Below the time after which proxies close a connection on which nothing is said. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final WorkspaceFeeds feeds;
    private final SessionFeed sessions;
    private final JsonMapper json;
    private final byte[] script;

    public PreviewChanges(WorkspaceFeeds feeds, SessionFeed sessions, JsonMapper json) {
        this.feeds = feeds;
        this.sessions = sessions;
        this.json = json;
        try (InputStream file = PreviewChanges.class.getResourceAsStream("reload.js")) {
            if (file == null) {
                throw new IllegalStateException("the reload script is missing");
            }
            this.script = file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To be held from before a page is fetched until it has left, so that no change during that is missed. */
    WorkspaceFeed.Mark mark(Session session) {
        return feeds.mark(session);
    }

    Mono<Void> answer(
            HttpServerRequest request, HttpServerResponse response, Session session, String target, String traceId) {
        QueryStringDecoder asked = new QueryStringDecoder(target);
        if (!request.method().equals(HttpMethod.GET)) {
            return Mono.error(nothing());
        }
        return switch (asked.path()) {
            case SCRIPT ->
                response.header(HttpHeaderNames.CONTENT_TYPE, "text/javascript; charset=utf-8")
                        .header(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                        .header(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(script.length))
                        .header(Correlation.HEADER, traceId)
                        .sendByteArray(Mono.just(script))
                        .then();
            case EVENTS ->
                response.header(HttpHeaderNames.CONTENT_TYPE, "text/event-stream")
                        .header(HttpHeaderNames.CACHE_CONTROL, "no-store")
                        .header(Correlation.HEADER, traceId)
                        .send(events(session, since(request, asked)), _ -> true)
                        .then();
            default -> Mono.error(nothing());
        };
    }

    private Flux<ByteBuf> events(Session session, @Nullable String since) {
        return Flux.defer(() -> {
                    WorkspaceFeed feed = feeds.of(session);
                    Flux<String> told = feed.since(since)
                            .takeUntilOther(over(session))
                            .map(this::event)
                            .materialize()
                            .mergeWith(
                                    Flux.interval(HEARTBEAT).map(_ -> ":\n\n").materialize())
                            .dematerialize();
                    return told.startWith(event("listening", feed.last(), "{}"));
                })
                .map(text -> Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    /** With this life of the session, whichever instance ends it: the page comes back to see the next one. */
    private Mono<Void> over(Session session) {
        int attempt = session.attempts().count();
        long version = session.revision().version();
        return sessions.follow(session.id())
                // Others may have seen it last before this visit.
                .filter(now -> now.revision().version() > version)
                .filter(now -> !now.isUp() || now.attempts().count() != attempt)
                .next()
                .then();
    }

    private String event(Told told) {
        WorkspaceChanges changes = told.changes();
        return changes == null
                ? event("gap", told.id(), "{}")
                : event("changes", told.id(), json.writeValueAsString(body(changes)));
    }

    private static Map<String, Object> body(WorkspaceChanges changes) {
        List<Map<String, String>> listed = changes.changes().stream()
                .map(change ->
                        Map.of("path", change.path(), "kind", change.kind().text()))
                .toList();
        return Map.of(
                "changes",
                listed,
                "truncated",
                changes.truncated(),
                "changed_at",
                changes.at().toString());
    }

    private static String event(String name, String id, String data) {
        return "event: " + name + "\nid: " + id + "\ndata: " + data + "\n\n";
    }

    /** What a browser heard last by itself counts before what the page was made with. */
    private static @Nullable String since(HttpServerRequest request, QueryStringDecoder asked) {
        String last = request.requestHeaders().get("Last-Event-ID");
        return last != null
                ? last
                : asked.parameters().getOrDefault("since", List.of()).stream()
                        .findFirst()
                        .orElse(null);
    }

    private static Problem nothing() {
        return Problem.notFound("There is nothing at this path of the preview.");
    }
}
