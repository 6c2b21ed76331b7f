package dev.steward.kit.inbox;

import dev.steward.events.DomainEvent;
import reactor.core.publisher.Mono;

/**
 * The effect of one event. Runs in the transaction that also marks the event as seen, so its database work happens
 * once; it may append to the outbox. What it does outside the database can happen again after a crash.
 */
@FunctionalInterface
public interface EventHandler<E extends DomainEvent> {

    Mono<Void> handle(Received<E> received);
}
