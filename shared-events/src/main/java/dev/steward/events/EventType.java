package dev.steward.events;

import java.util.Set;

/**
 * A type of event.
 *
 * @param name the CloudEvents {@code type}, versioned, such as {@code session.started.v1}
 * @param topics the topics it is on: one, unless every service tells of it on its own
 * @param record the record that carries its data
 */
public record EventType(String name, Set<String> topics, Class<? extends DomainEvent> record) {

    public EventType {
        topics = Set.copyOf(topics);
    }

    public boolean isOn(String topic) {
        return topics.contains(topic);
    }

    /** The topic that a service writes it to; a type that is on one topic only is written there, whoever asks. */
    public String topicOf(String service) {
        return topics.stream()
                .filter(topic -> topics.size() == 1 || Topics.owner(topic).equals(service))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(service + " does not tell of " + name));
    }
}
