package dev.steward.kit.security.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.events.access.AccessCounted;
import dev.steward.events.access.AccessDenied;
import dev.steward.kit.KitApplication;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.outbox.OwnedTopics;
import dev.steward.kit.testing.SuiteEnvironment;
import dev.steward.kit.testing.SuiteInfra;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.testing.TestRefusals;
import dev.steward.kit.testing.WithSuiteInfra;
import dev.steward.kit.web.Correlation;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

@WithSuiteInfra
class AccessJournalIT {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private static ConfigurableApplicationContext service;

    static class Owner {
        @Bean
        OwnedTopics topics() {
            return OwnedTopics.of(Topics.SESSION_EVENTS);
        }
    }

    @BeforeAll
    static void start(TestDatabase database) {
        service = instance(database);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void refusalIsOnTheTopicOfWhoeverRefusedAlsoFromATransactionThatIsRolledBack(TestEvents events) {
        AccessRefusal refusal = TestRefusals.denied("u1", "ada");
        Mono<Void> request = journal(service)
                .refused(refusal)
                .then(Mono.<Void>error(new IllegalStateException("forbidden")))
                .as(service.getBean(TransactionalOperator.class)::transactional)
                .onErrorComplete()
                .contextWrite(Correlation.with("trace-of-the-request").readOnly());
        request.block(DEADLINE);

        Predicate<CloudEvent> ofIt = event -> event.subject().equals(refusal.decisionId());
        CloudEvent told = events
                .await(Topics.SESSION_EVENTS, seen -> seen.stream().anyMatch(ofIt))
                .stream()
                .filter(ofIt)
                .findFirst()
                .orElseThrow();
        assertThat(told.type()).isEqualTo("access.denied.v1");
        assertThat(told.projectId()).isEqualTo("shop");
        assertThat(told.correlationId()).isEqualTo("trace-of-the-request");
        assertThat(events.await("session-service", AccessDenied.class, 1))
                .extracting(AccessDenied::reason)
                .contains("denied-by-policy");
    }

    @Test
    void answersInTimeWhileTheDatabaseIsAwayAndKeepsTheNextOne(SuiteInfra infra, TestEvents events) {
        infra.killPostgres();
        try {
            journal(service).refused(TestRefusals.denied("u1", "away")).block(DEADLINE);
            await().atMost(DEADLINE).until(() -> unrecorded() >= 1);
        } finally {
            infra.restartPostgres();
        }
        await().atMost(DEADLINE).until(() -> {
            double before = unrecorded();
            journal(service).refused(TestRefusals.denied("u1", "back")).block(DEADLINE);
            return unrecorded() == before;
        });
        events.await(Topics.SESSION_EVENTS, seen -> seen.stream()
                .anyMatch(event -> new String(event.data(), UTF_8).contains("\"back\"")));
    }

    @Test
    void tellsOfCountsAtItsEnd(TestDatabase database, TestEvents events) {
        try (ConfigurableApplicationContext other = instance(database)) {
            journal(other).allowed(TestRefusals.ROUTE);
            journal(other).allowed(TestRefusals.ROUTE);
        }

        assertThat(events.await("session-service", AccessCounted.class, 1))
                .singleElement()
                .satisfies(counted -> assertThat(counted.allowed())
                        .containsExactly(
                                new AccessCounted.Allowed("DELETE", "/api/v1/sessions/{id}", "sessions:write", 2)));
    }

    private static double unrecorded() {
        return service.getBean(MeterRegistry.class)
                .counter("steward.access.unrecorded", "cause", "failed")
                .count();
    }

    private static AccessJournal journal(ConfigurableApplicationContext service) {
        return service.getBean(AccessJournal.class);
    }

    private static ConfigurableApplicationContext instance(TestDatabase database) {
        return SuiteEnvironment.start(database, List.of(KitApplication.class, Owner.class), KitApplication.LOCATION);
    }
}
