package dev.steward.kit.outbox;

import dev.steward.events.DomainEvent;

/**
 * Ends an entry of a compacted topic: it is published under the entry's key without data, and the broker forgets both in
 * time.
 *
 * @param entry the type of what ends
 */
public record Tombstone(Class<? extends DomainEvent> entry) implements DomainEvent {}
