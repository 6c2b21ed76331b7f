package dev.steward.kit.security.trust;

import dev.steward.kit.cloudevents.CloudEventCodec;
import dev.steward.kit.cloudevents.EventData;
import dev.steward.kit.web.WireJson;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.json.JsonMapper;

/** Trust state from its topic, for every service that does not answer from its own records. */
@AutoConfiguration(
        beforeName = "dev.steward.kit.security.SecurityAutoConfiguration",
        afterName = {
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
            "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration"
        })
@ConditionalOnBean({ConnectionFactory.class, ConsumerFactory.class})
@ConditionalOnMissingBean(ProjectDirectory.class)
@EnableConfigurationProperties(TrustProperties.class)
public class TrustAutoConfiguration {

    private static final String API_TIMEOUT_MS = "5000";
    private static final String RECONNECT_MS = "1000";

    @Bean
    TrustState trustState(TrustProperties properties) {
        return new TrustState(properties.projectWait());
    }

    @Bean
    TrustStateLifecycle trustStateLifecycle(
            TrustState state,
            ConsumerFactory<?, ?> kafka,
            DatabaseClient database,
            TrustProperties properties,
            Clock clock,
            @Value("${spring.application.name:steward}") String application) {
        JsonMapper json = WireJson.lenient();
        var records = new TrustRecords(new CloudEventCodec(json), new EventData(json));
        var snapshots = new TrustSnapshotStore(database, new TrustSnapshotCodec(json));
        Map<String, Object> settings = consumerSettings(kafka, application);
        return new TrustStateLifecycle(
                state,
                brokerAway -> new TrustStateReader(() -> consumer(settings), records, state, clock, brokerAway),
                snapshots,
                properties,
                clock);
    }

    @Bean
    TrustHealthIndicator trustHealthIndicator(TrustState state, TrustStateLifecycle lifecycle) {
        return new TrustHealthIndicator(state, lifecycle.reader());
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Map<String, Object> consumerSettings(ConsumerFactory<?, ?> kafka, String application) {
        Map<String, Object> settings = new HashMap<>(kafka.getConfigurationProperties());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, application + "-trust");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MS);
        return settings;
    }
}
