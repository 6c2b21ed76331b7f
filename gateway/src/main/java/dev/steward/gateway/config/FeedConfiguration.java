package dev.steward.gateway.config;

import dev.steward.gateway.feed.EventFeed;
import dev.steward.gateway.feed.EventHub;
import dev.steward.gateway.feed.EventReader;
import dev.steward.gateway.feed.EventSockets;
import dev.steward.gateway.feed.FeedSettings;
import dev.steward.gateway.feed.FeedWords;
import dev.steward.gateway.feed.PastEvents;
import dev.steward.kit.cloudevents.CloudEventCodec;
import dev.steward.kit.config.BackgroundWork;
import dev.steward.kit.outbox.KafkaClients;
import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.security.access.AccessDecider;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

/** Events of the suite as they happen. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FeedSettings.class)
class FeedConfiguration {

    /** What a client who catches up has in memory here, about. */
    private static final int HELD = 1 << 20;

    @Bean
    EventReader eventReader(CloudEventCodec codec, JsonMapper json) {
        return new EventReader(codec, json);
    }

    @Bean
    EventHub eventHub(KafkaClients kafka, EventReader reader) {
        return new EventHub(consumers(kafka, "feed", Map.of()), reader);
    }

    @Bean
    PastEvents pastEvents(KafkaClients kafka, EventReader reader, Scheduler intakeThreads) {
        return new PastEvents(
                consumers(kafka, "feed-past", Map.of(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, HELD)),
                reader,
                intakeThreads);
    }

    @Bean
    EventFeed eventFeed(
            EventHub hub, PastEvents past, ProjectAccess access, AccessDecider decider, FeedSettings settings) {
        return new EventFeed(hub, past, access, decider, settings);
    }

    @Bean
    FeedWords feedWords(JsonMapper json) {
        return new FeedWords(json);
    }

    @Bean
    EventSockets eventSockets(FeedWords words, FeedSettings settings) {
        return new EventSockets(words, settings);
    }

    /** Streams end before the broker is let go of. */
    @Bean
    BackgroundWork telling(EventHub hub, EventFeed feed) {
        return new BackgroundWork(hub::start, () -> feed.stop().doFinally(_ -> hub.stop()));
    }

    private static Supplier<Consumer<byte[], byte[]>> consumers(
            KafkaClients kafka, String purpose, Map<String, Object> more) {
        return () -> {
            Map<String, Object> settings = kafka.consumer(purpose);
            settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
            settings.putAll(more);
            return new KafkaConsumer<>(settings);
        };
    }
}
