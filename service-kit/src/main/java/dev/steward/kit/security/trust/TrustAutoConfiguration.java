package dev.steward.kit.security.trust;

import dev.steward.kit.cloudevents.CloudEventCodec;
import dev.steward.kit.cloudevents.EventData;
import dev.steward.kit.outbox.KafkaClients;
import dev.steward.kit.outbox.OutboxAutoConfiguration;
import dev.steward.kit.policy.score.TrustScorer;
import dev.steward.kit.security.access.CallerEvidence;
import dev.steward.kit.security.access.EvidenceSource;
import dev.steward.kit.web.WireJson;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;

/** Trust state and policies from their topics, for every service that does not answer from its own records. */
@AutoConfiguration(
        after = {OutboxAutoConfiguration.class, TrustScoreAutoConfiguration.class},
        beforeName = "dev.steward.kit.security.SecurityAutoConfiguration")
@ConditionalOnBean(KafkaClients.class)
@ConditionalOnMissingBean(ProjectDirectory.class)
@EnableConfigurationProperties(TrustProperties.class)
public class TrustAutoConfiguration {

    @Bean
    TrustState trustState(TrustProperties properties) {
        return new TrustState(properties.projectWait());
    }

    @Bean
    @ConditionalOnMissingBean
    EvidenceSource evidenceSource(TrustState state, TrustScorer scorer) {
        return new TrustStateEvidence(state.entries(), new CallerEvidence(scorer));
    }

    @Bean
    TrustStateLifecycle trustStateLifecycle(
            TrustState state,
            KafkaClients kafka,
            CloudEventCodec codec,
            EventData data,
            DatabaseClient database,
            TrustProperties properties,
            Clock clock) {
        var records = new TrustRecords(codec, data);
        var snapshots = new TrustSnapshotStore(database, new TrustSnapshotCodec(WireJson.lenient()));
        Map<String, Object> settings = kafka.consumer("trust");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new TrustStateLifecycle(
                state,
                brokerAway ->
                        new TrustStateReader(() -> new KafkaConsumer<>(settings), records, state, clock, brokerAway),
                snapshots,
                properties,
                clock);
    }

    @Bean
    PolicyMetrics policyMetrics(TrustState state, TrustStateLifecycle lifecycle, MeterRegistry meters) {
        return new PolicyMetrics(state, lifecycle.reader(), meters);
    }

    @Bean
    TrustHealthIndicator trustHealthIndicator(TrustState state, TrustStateLifecycle lifecycle) {
        return new TrustHealthIndicator(state, lifecycle.reader());
    }
}
