package dev.steward.gateway.config;

import dev.steward.events.Topics;
import dev.steward.gateway.intake.EventIntake;
import dev.steward.gateway.intake.IntakeCleanup;
import dev.steward.gateway.intake.IntakeLedger;
import dev.steward.gateway.intake.IntakeRules;
import dev.steward.gateway.intake.IntakeSettings;
import dev.steward.gateway.intake.SignalTopic;
import dev.steward.kit.cloudevents.CloudEventCodec;
import dev.steward.kit.cloudevents.HttpBinding;
import dev.steward.kit.outbox.KafkaClients;
import dev.steward.kit.web.WireJson;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** How events of other systems are taken in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IntakeSettings.class)
class IntakeConfiguration {

    /** After this nothing of what was sent is on its way any more. */
    private static final int DELIVERY_MS = 10_000;

    @Bean
    Scheduler intakeThreads() {
        return Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor(), "intake");
    }

    @Bean
    SignalTopic signalTopic(KafkaClients kafka) {
        return new SignalTopic(Topics.PLATFORM_SIGNALS, () -> kafka.producer("intake", DELIVERY_MS), () -> {
            Map<String, Object> settings = kafka.consumer("intake");
            settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
            return new KafkaConsumer<>(settings);
        });
    }

    @Bean
    HttpBinding httpBinding(Clock clock) {
        return new HttpBinding(WireJson.lenient(), clock);
    }

    @Bean
    IntakeRules intakeRules(Clock clock) {
        return new IntakeRules(clock);
    }

    @Bean
    IntakeLedger intakeLedger(DatabaseClient database, IntakeSettings settings) {
        return new IntakeLedger(database, settings);
    }

    @Bean
    EventIntake eventIntake(
            IntakeLedger ledger,
            SignalTopic topic,
            CloudEventCodec codec,
            Scheduler intakeThreads,
            IntakeSettings settings) {
        return new EventIntake(ledger, topic, codec, intakeThreads, settings);
    }

    @Bean
    IntakeCleanup intakeCleanup(IntakeLedger ledger) {
        return new IntakeCleanup(ledger);
    }
}
