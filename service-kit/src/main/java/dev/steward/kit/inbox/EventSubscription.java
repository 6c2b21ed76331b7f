package dev.steward.kit.inbox;

import dev.steward.events.DomainEvent;
import dev.steward.events.EventType;
import dev.steward.events.EventTypes;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one consumer group listens to and does. Declare it as a bean: the kit decodes each event, runs its handler in
 * the inbox transaction, keeps the order of a partition, retries, and puts what cannot be processed into
 * {@code <group>.dlt}. Types without a handler are skipped.
 */
public final class EventSubscription {

    private final String group;
    private final List<String> topics;
    private final int concurrency;
    private final Map<String, Route<?>> routes;

    private EventSubscription(Builder builder) {
        this.group = builder.group;
        this.topics = List.copyOf(builder.topics);
        this.concurrency = builder.concurrency;
        this.routes = Map.copyOf(builder.routes);
    }

    /** Starts one for a consumer group, {@code <service>.<purpose>}; also the consumer's name in the inbox. */
    public static Builder group(String group) {
        return new Builder(group);
    }

    public String group() {
        return group;
    }

    public List<String> topics() {
        return topics;
    }

    /** Names of the types that have a handler. */
    public Set<String> types() {
        return routes.keySet();
    }

    public int concurrency() {
        return concurrency;
    }

    Optional<Route<?>> route(String type) {
        return Optional.ofNullable(routes.get(type));
    }

    /** A type of event and what is done with it. */
    record Route<E extends DomainEvent>(Class<E> record, EventHandler<E> handler) {}

    /** Collects topics and handlers. */
    public static final class Builder {

        private final String group;
        private final Set<String> topics = new LinkedHashSet<>();
        private final Map<String, Route<?>> routes = new LinkedHashMap<>();
        private int concurrency = 1;

        private Builder(String group) {
            this.group = group;
        }

        /** Adds a topic; a group that listens to several keeps order within each of their partitions only. */
        public Builder topic(String topic) {
            topics.add(topic);
            return this;
        }

        /** How many partitions are worked on at the same time; 1 unless told. */
        public Builder concurrency(int threads) {
            this.concurrency = threads;
            return this;
        }

        /** One handler per type of event. */
        public <E extends DomainEvent> Builder on(Class<E> record, EventHandler<E> handler) {
            EventType type = EventTypes.of(record);
            if (routes.putIfAbsent(type.name(), new Route<>(record, handler)) != null) {
                throw new IllegalArgumentException(group + " already handles " + type.name());
            }
            return this;
        }

        public EventSubscription build() {
            if (topics.isEmpty() || routes.isEmpty() || concurrency < 1) {
                throw new IllegalStateException(group + " needs a topic, a handler and at least one thread");
            }
            return new EventSubscription(this);
        }
    }
}
