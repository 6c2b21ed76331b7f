package dev.steward.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.Topics;
import dev.steward.events.session.SessionDeleted;
import dev.steward.kit.KitApplication;
import dev.steward.kit.inbox.EventSubscription;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OwnedTopics;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Mono;

class TrainingStartIT {

    static class Service {
        @Bean
        OwnedTopics topics() {
            return OwnedTopics.of(Topics.SESSION_EVENTS);
        }

        @Bean
        EventSubscription subscription() {
            return EventSubscription.group("kit-test.training")
                    .topic(Topics.SESSION_EVENTS)
                    .on(SessionDeleted.class, _ -> Mono.empty())
                    .build();
        }
    }

    @Test
    void refreshesWithNeitherDatabaseNorBroker() {
        try (var service = new SpringApplicationBuilder(KitApplication.class, Service.class)
                .properties(KitApplication.LOCATION)
                .run(
                        "--steward.training=true",
                        "--STEWARD_PORT=0",
                        "--STEWARD_DB_PORT=1",
                        "--STEWARD_DB_NAME=nowhere",
                        "--STEWARD_KAFKA=127.0.0.1:1")) {
            assertThat(service.isRunning()).isTrue();
            assertThat(service.getBeanProvider(Outbox.class).getIfAvailable()).isNotNull();
            assertThat(service.getBeanNamesForType(org.springframework.context.SmartLifecycle.class))
                    .doesNotContain("outboxRelay", "topicCreator", "inboxContainers");
        }
    }
}
