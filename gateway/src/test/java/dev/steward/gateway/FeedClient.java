package dev.steward.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Listens to events of the gateway, as an EventSource or on a socket; what it is told is the same either way. */
final class FeedClient implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param kind {@code event}, {@code gap}, {@code dropped} or {@code open} */
    record Told(String kind, String id, JsonNode data) {}

    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile int status;

    private FeedClient() {}

    static FeedClient stream(int port, String query, String token, String lastId) {
        FeedClient feed = new FeedClient();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/events" + query))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream");
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        var _ = feed.client
                .sendAsync(request.build(), HttpResponse.BodyHandlers.ofLines())
                .thenAccept(feed::read)
                .whenComplete((_, _) -> feed.end.complete(0));
        return feed;
    }

    static FeedClient socket(int port, String query, String token) {
        FeedClient feed = new FeedClient();
        var _ = feed.client
                .newWebSocketBuilder()
                .subprotocols("steward", "bearer." + token)
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws/events" + query), feed.new Listener())
                .exceptionally(error -> {
                    feed.end.completeExceptionally(error);
                    return null;
                });
        return feed;
    }

    List<Told> told(String kind) {
        return told.stream().filter(each -> each.kind().equals(kind)).toList();
    }

    List<String> ids() {
        return told("event").stream()
                .map(each -> each.data().get("id").asString())
                .toList();
    }

    String lastId() {
        return told.stream().map(Told::id).filter(id -> !id.isEmpty()).reduce("", (_, last) -> last);
    }

    boolean isOpen() {
        return !told("open").isEmpty();
    }

    int status() {
        return status;
    }

    /** The close code of a socket, 0 for the end of a stream. */
    int awaitEnd() throws Exception {
        return end.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private void read(HttpResponse<Stream<String>> response) {
        status = response.statusCode();
        List<String> event = new ArrayList<>();
        response.body().forEach(line -> {
            if (!line.isEmpty()) {
                event.add(line);
                return;
            }
            String data = field(event, "data:");
            String name = field(event, "event:");
            told.add(new Told(
                    data.isEmpty() ? "open" : name.isEmpty() ? "event" : name,
                    field(event, "id:"),
                    JSON.readTree(data.isEmpty() ? "{}" : data)));
            event.clear();
        });
    }

    private static String field(List<String> event, String name) {
        return event.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElse("");
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                JsonNode node = JSON.readTree(message.toString());
                message.setLength(0);
                told.add(new Told(
                        node.get("kind").asString(),
                        node.path("id").asString(""),
                        node.has("event") ? node.get("event") : node));
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            end.complete(code);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            end.completeExceptionally(error);
        }
    }
}
