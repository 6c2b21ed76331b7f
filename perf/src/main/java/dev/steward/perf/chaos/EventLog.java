package dev.steward.perf.chaos;

import dev.steward.infra.AccessRules;
import dev.steward.perf.script.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what a topic holds of one project, from its beginning and without a group, as the administrator of the broker. */
record EventLog(Path login, String projectId) {
    static EventLog of(Setting setting) {
        return new EventLog(
                setting.faults().layout().brokerLogin(AccessRules.ADMIN),
                setting.seed().project());
    }

    List<Event> read(String topic) {
        try (var consumer = new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .collect(Collectors.toSet());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions).entrySet();
            var events = new ArrayList<Event>();
            while (ends.stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofSeconds(1)).forEach(found -> events.add(Event.of(found)));
            }
            return events.stream()
                    .filter(event -> event.projectId().equals(projectId))
                    .toList();
        }
    }

    private Properties settings() {
        try (var reader = Files.newBufferedReader(login)) {
            var settings = new Properties();
            settings.load(reader);
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
