package dev.steward.session;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** One stream of events of the service, as an EventSource has it. */
public final class EventClient implements AutoCloseable {

    private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
            new ParameterizedTypeReference<>() {};

    private final List<ServerSentEvent<String>> events = new CopyOnWriteArrayList<>();
    private final Disposable connection;
    private volatile int status;
    private volatile boolean over;

    /** @param lastId of the event to go on after; empty to begin with the first */
    public EventClient(int port, String path, String token, String lastId) {
        connection = WebClient.create("http://127.0.0.1:" + port)
                .get()
                .uri(path)
                .headers(headers -> {
                    headers.setBearerAuth(token);
                    if (!lastId.isEmpty()) {
                        headers.set("Last-Event-ID", lastId);
                    }
                })
                .exchangeToFlux(answer -> {
                    status = answer.statusCode().value();
                    return answer.statusCode().equals(HttpStatus.OK) ? answer.bodyToFlux(EVENT) : Flux.empty();
                })
                .doFinally(_ -> over = true)
                .subscribe(events::add, _ -> {});
    }

    public int status() {
        return status;
    }

    public boolean isOver() {
        return over;
    }

    public List<String> ids() {
        return events.stream().map(ServerSentEvent::id).filter(id -> id != null).toList();
    }

    public List<String> names() {
        return events.stream()
                .map(ServerSentEvent::event)
                .filter(name -> name != null)
                .toList();
    }

    public List<String> data() {
        return events.stream()
                .map(ServerSentEvent::data)
                .filter(data -> data != null)
                .toList();
    }

    @Override
    public void close() {
        connection.dispose();
    }
}
