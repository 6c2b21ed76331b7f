package dev.steward.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaProcessIT {
    private static final TopicPartition PARTITION = new TopicPartition("survivors", 0);

    @TempDir
    static Path directory;

    private static KafkaProcess kafka;

    @BeforeAll
    static void start() {
        var cache = BrokerCache.ofThisBuild();
        cache.train();
        kafka = KafkaProcess.start(new KafkaConfig(directory.resolve("kafka"), 0, cache.options()));
    }

    @AfterAll
    static void stop() {
        kafka.close();
        assertThat(kafka.isAlive()).isFalse();
    }

    @Test
    void keepsAcknowledgedRecordsThroughKillAndStop() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(PARTITION.topic(), Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
        var address = kafka.bootstrapServers();

        send("before the kill");
        kafka.kill();
        assertThat(kafka.isAlive()).isFalse();
        kafka.restart();
        send("after the kill");
        kafka.stop();
        kafka.restart();

        assertThat(kafka.bootstrapServers()).isEqualTo(address);
        assertThat(records()).containsExactly("before the kill", "after the kill");
    }

    @Test
    void makesNoTopicByItself() {
        try (var producer = producer(Duration.ofSeconds(2))) {
            var sent = producer.send(new ProducerRecord<>("nobody-made-this", "value"));
            assertThatThrownBy(sent::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    private static void send(String value) throws Exception {
        try (var producer = producer(Duration.ofSeconds(30))) {
            producer.send(new ProducerRecord<>(PARTITION.topic(), value)).get();
        }
    }

    private static KafkaProducer<String, String> producer(Duration patience) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", kafka.bootstrapServers(),
                        "acks", "all",
                        "max.block.ms", patience.toMillis()),
                new StringSerializer(),
                new StringSerializer());
    }

    private static List<String> records() {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            var values = new java.util.ArrayList<String>();
            while (consumer.position(PARTITION)
                    < consumer.endOffsets(List.of(PARTITION)).get(PARTITION)) {
                consumer.poll(Duration.ofSeconds(1)).forEach(each -> values.add(each.value()));
            }
            return values;
        }
    }
}
