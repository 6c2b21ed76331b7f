package dev.steward.job.application;

import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;

/** Keeps what was appended, with the correlation id it was appended under. */
final class RecordingOutbox implements Outbox {

    static final String CORRELATION = "correlation";

    private final List<String> appended = new CopyOnWriteArrayList<>();

    @Override
    public Mono<Void> append(List<OutboxEvent> events) {
        return Mono.deferContextual(context -> {
            events.forEach(event -> appended.add("%d %s %s"
                    .formatted(
                            event.sequence(),
                            event.event().getClass().getSimpleName(),
                            context.getOrDefault(CORRELATION, "none"))));
            return Mono.empty();
        });
    }

    /** Each as {@code <sequence> <event> <correlation id>}. */
    List<String> appended() {
        return appended;
    }
}
