package dev.steward.events;

/**
 * A type of event.
 *
 * @param name the CloudEvents {@code type}, versioned, such as {@code session.started.v1}
 * @param topic the topic its producer writes it to
 * @param record the record that carries its data
 */
public record EventType(String name, String topic, Class<? extends DomainEvent> record) {}
