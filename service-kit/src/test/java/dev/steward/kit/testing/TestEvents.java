package dev.steward.kit.testing;

import dev.steward.events.DomainEvent;
import dev.steward.events.EventType;
import dev.steward.events.EventTypes;
import dev.steward.events.UuidV7;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.cloudevents.CloudEventCodec;
import dev.steward.kit.cloudevents.EventData;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.web.WireJson;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** The other services, as far as the service under test can tell: what they publish, and what they see of it. */
public final class TestEvents implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final Map<String, Object> broker;
    private final CloudEventCodec codec = new CloudEventCodec(WireJson.lenient());
    private final EventData data = new EventData(WireJson.lenient());
    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;

    TestEvents(String bootstrapServers) {
        broker = Map.of("bootstrap.servers", bootstrapServers);
        producer = new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer());
        admin = Admin.create(broker);
    }

    /** Publishes to the topic of the event's type, which is created if it is missing, as {@code source} would. */
    public CloudEvent publish(String source, OutboxEvent event) {
        return publish(source, event, UuidV7.next(Clock.systemUTC()).replace("-", ""));
    }

    public CloudEvent publish(String source, OutboxEvent event, String correlationId) {
        EventType type = EventTypes.of(event.event().getClass());
        CloudEvent envelope = new CloudEvent(
                UuidV7.next(Clock.systemUTC()),
                source,
                type.name(),
                event.aggregateId(),
                Clock.systemUTC().instant(),
                event.aggregateType(),
                event.sequence(),
                event.projectId(),
                correlationId,
                null,
                null,
                data.write(event.event()));
        String topic = type.topicOf(source.substring(1));
        createTopics(topic);
        publish(topic, envelope);
        return envelope;
    }

    public void publish(String topic, CloudEvent event) {
        send(codec.encode(topic, event));
    }

    /** Anything at all; returns when the broker has it. */
    public void send(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError("not published: " + record, e);
        }
    }

    /** What an event says. */
    public <E extends DomainEvent> E said(CloudEvent event, Class<E> record) {
        return data.read(event.data(), record);
    }

    /**
     * Reads the topic from its beginning until the events in it are as wanted, in the order of their partitions. What ends
     * an entry of a compacted topic is no event.
     */
    public List<CloudEvent> await(String topic, Predicate<List<CloudEvent>> wanted) {
        var decoded = new ArrayList<CloudEvent>();
        var read = new AtomicInteger();
        awaitRecords(topic, records -> {
            records.subList(read.getAndSet(records.size()), records.size()).stream()
                    .filter(record -> record.value() != null)
                    .forEach(record -> decoded.add(codec.decode(record)));
            return wanted.test(decoded);
        });
        return decoded;
    }

    /** The events of one type, once there are as many as wanted; one that was sent again after a kill counts once. */
    public <E extends DomainEvent> List<E> await(Class<E> record, int wanted) {
        return await("", record, wanted);
    }

    /** As {@link #await(Class, int)}, of a type that every service tells of on its own topic. */
    public <E extends DomainEvent> List<E> await(String service, Class<E> record, int wanted) {
        EventType type = EventTypes.of(record);
        List<CloudEvent> seen =
                await(type.topicOf(service), events -> ofType(type, events).size() >= wanted);
        return ofType(type, seen).stream()
                .map(event -> data.read(event.data(), record))
                .toList();
    }

    /** As {@link #await(String, Predicate)}, undecoded, such as for dead letters. */
    public List<ConsumerRecord<byte[], byte[]>> awaitRecords(
            String topic, Predicate<List<ConsumerRecord<byte[], byte[]>>> wanted) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        createTopics(topic);
        try (var consumer = new KafkaConsumer<>(broker, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!wanted.test(records)) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(topic + " holds " + records.size() + " records, not those wanted");
                }
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** Makes topics of other services, if they are not there yet. */
    public void createTopics(String... names) {
        try {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = Stream.of(names)
                    .filter(name -> !existing.contains(name))
                    .map(name -> new NewTopic(name, Optional.of(2), Optional.empty()))
                    .toList();
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            // The service under test may have created its own just now.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new AssertionError(e);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The settings of a topic and its {@code partitions}; empty while there is no such topic. */
    public Map<String, String> settings(String topic) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Map<String, String> settings = new HashMap<>();
            admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .entries()
                    .forEach(each -> settings.put(each.name(), each.value()));
            TopicDescription description =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            settings.put("partitions", String.valueOf(description.partitions().size()));
            return settings;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Map.of();
            }
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        admin.close();
        producer.close();
    }

    void deleteEverything() {
        try {
            Set<String> topics = admin.listTopics().names().get();
            admin.deleteTopics(topics).all().get();
            Awaitility.await().until(this::groupsAreDeleted);
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError("the broker could not be emptied for the next class", e);
        }
    }

    /** A service that ended while its broker was away left its groups unsaid: they hold it until its session is over. */
    private boolean groupsAreDeleted() throws ExecutionException, InterruptedException {
        List<String> groups = admin.listGroups().all().get().stream()
                .map(group -> group.groupId())
                .toList();
        try {
            admin.deleteConsumerGroups(groups).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupNotEmptyException) {
                return false;
            }
            throw e;
        }
    }

    private static List<CloudEvent> ofType(EventType type, List<CloudEvent> events) {
        Set<String> ids = new HashSet<>();
        return events.stream()
                .filter(event -> event.type().equals(type.name()) && ids.add(event.id()))
                .toList();
    }
}
