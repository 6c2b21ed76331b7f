package dev.steward.zerotrust.application;

import dev.steward.events.DomainEvent;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** Keeps what was appended. */
class RecordingOutbox implements Outbox {

    final List<OutboxEvent> appended = new ArrayList<>();

    @Override
    public Mono<Void> append(List<OutboxEvent> events) {
        return Mono.fromRunnable(() -> appended.addAll(events));
    }

    List<DomainEvent> events() {
        return appended.stream().map(OutboxEvent::event).toList();
    }

    /** Aggregate id and sequence of each event, as {@code id#sequence}. */
    List<String> positions() {
        return appended.stream()
                .map(event -> event.aggregateId() + "#" + event.sequence())
                .toList();
    }
}
