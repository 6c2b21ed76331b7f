package dev.steward.session.application;

import dev.steward.events.DomainEvent;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;

/** Keeps what was appended, with the correlation it was appended under. */
final class RecordingOutbox implements Outbox {

    record Appended(OutboxEvent row, String correlationId) {}

    private final List<Appended> appended = new CopyOnWriteArrayList<>();

    @Override
    public Mono<Void> append(List<OutboxEvent> events) {
        return Mono.deferContextual(context -> Mono.fromRunnable(() -> events.forEach(
                event -> appended.add(new Appended(event, context.getOrDefault(FakeCorrelations.KEY, "none"))))));
    }

    List<Appended> all() {
        return List.copyOf(appended);
    }

    List<DomainEvent> events() {
        return appended.stream().map(each -> each.row().event()).toList();
    }

    <E extends DomainEvent> List<E> events(Class<E> type) {
        return events().stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<Class<?>> types() {
        return events().stream().<Class<?>>map(Object::getClass).toList();
    }
}
