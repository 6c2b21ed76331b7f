package dev.steward.kit.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.events.cost.PriceListActivated;
import dev.steward.events.trust.UserStateChanged;
import dev.steward.kit.KitApplication;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.testing.SuiteEnvironment;
import dev.steward.kit.testing.SuiteInfra;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.testing.WithSuiteInfra;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@WithSuiteInfra
class OutboxIT {

    /** Longer than any deadline here: whatever is published in time was published because of a signal. */
    private static final String SIGNALS_ONLY = "steward.outbox.poll-interval=5m";

    private static ConfigurableApplicationContext service;
    private static Sessions sessions;

    static class Owner {
        @Bean
        OwnedTopics topics() {
            return OwnedTopics.of(Topics.SESSION_EVENTS);
        }
    }

    static class StateOwner {
        @Bean
        OwnedTopics topics() {
            return OwnedTopics.compacted(Topics.TRUST_STATE);
        }
    }

    @BeforeAll
    static void start(TestDatabase database) {
        service = instance(database, SIGNALS_ONLY);
        sessions = Sessions.of(service);
        database.execute(Sessions.TABLE);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void publishesWhatWasCommittedAndNothingThatWasRolledBack(TestEvents events, TestDatabase database) {
        Mono<Void> failing = sessions.restartInTransaction("rolled-back", "never")
                .then(Mono.<Void>error(new IllegalStateException("after the append")))
                .as(sessions.transaction()::transactional);

        assertThatThrownBy(failing::block).hasMessage("after the append");
        sessions.restart("committed", "asked").block();

        List<CloudEvent> published = events.await(Topics.SESSION_EVENTS, seen -> contains(seen, "committed", 1));
        assertThat(published).noneMatch(event -> event.subject().equals("rolled-back"));
        CloudEvent event = published.stream()
                .filter(each -> each.subject().equals("committed"))
                .findFirst()
                .orElseThrow();
        assertThat(event.source()).isEqualTo("/kit-test");
        assertThat(event.type()).isEqualTo("session.restarting.v1");
        assertThat(event.sequence()).isEqualTo(1);
        assertThat(event.correlationId()).hasSize(32);
        assertThat(event.traceparent()).contains(event.correlationId());
        await().atMost(Duration.ofSeconds(60)).until(() -> database.number("select count(*) from outbox") == 0);
    }

    @Test
    void keepsTheOrderOfEveryAggregateUnderConcurrency(TestEvents events) {
        Flux.range(0, 300)
                .flatMap(i -> sessions.restart("busy-" + i % 5, "round " + i), 10)
                .blockLast();

        List<CloudEvent> published = events.await(
                Topics.SESSION_EVENTS,
                seen -> seen.stream()
                                .filter(e -> e.subject().startsWith("busy-"))
                                .count()
                        >= 300);

        for (int i = 0; i < 5; i++) {
            assertThat(sequences(published, "busy-" + i))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 60).boxed().toList());
        }
    }

    @Test
    void refusesAnAppendThatCannotBeKept() {
        OutboxEvent fine = Sessions.event("refused", 1, "asked");
        OutboxEvent huge = Sessions.event("refused", 1, "x".repeat(1 << 20));
        OutboxEvent foreign =
                new OutboxEvent("price-list", "refused", 1, null, new PriceListActivated("2026-05", "EUR"));

        assertThatThrownBy(() -> sessions.outbox().append(fine).block())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("transaction");
        assertThatThrownBy(() -> inTransaction(huge)).isInstanceOf(EventTooLargeException.class);
        assertThatThrownBy(() -> inTransaction(foreign))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not own cost.events");
    }

    @Test
    void setsAsideRowsThatNoBrokerTakesAndPublishesTheRest(TestEvents events, TestDatabase database) {
        sessions.restart("poisoned", "before").block();
        String columns = "id, topic, type, aggregate_type, aggregate_id, sequence, occurred_at, data";
        database.execute("insert into outbox (" + columns + ") values (gen_random_uuid(), 'no topic!', 't', 'session',"
                + " 'poisoned', 2, now(), '{}'), (gen_random_uuid(), 'session.events', 't', 'session', 'poisoned', 3,"
                + " now(), convert_to(repeat('x', 2000000), 'UTF8'))");
        database.execute("update test_session set event_sequence = 3 where id = 'poisoned'");
        sessions.restart("poisoned", "after").block();

        List<CloudEvent> published = events.await(Topics.SESSION_EVENTS, seen -> contains(seen, "poisoned", 4));

        assertThat(sequences(published, "poisoned")).containsExactly(1L, 4L);
        await().atMost(Duration.ofSeconds(60)).until(() -> database.number("select count(*) from outbox") == 0);
        assertThat(database.rows("select sequence, split_part(cause, ':', 1) from outbox_quarantine order by 1"))
                .containsExactly("2|InvalidTopicException", "3|RecordTooLargeException");
        assertThat(service.getBean(MeterRegistry.class)
                        .get("steward.outbox.quarantined")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void leadsWithOneInstanceAndHandsOverWhenItEnds(TestEvents events, TestDatabase database) {
        var second = instance(database, "steward.outbox.poll-interval=200ms");
        try {
            Sessions.of(second).restart("led", "through the leader").block();
            events.await(Topics.SESSION_EVENTS, seen -> contains(seen, "led", 1));
            assertThat(leaders(database)).isEqualTo(1);

            OutboxRelay first = service.getBean(OutboxRelay.class);
            first.stop();
            Sessions.of(second).restart("led", "after the leader").block();
            List<CloudEvent> published = events.await(Topics.SESSION_EVENTS, seen -> contains(seen, "led", 2));
            assertThat(sequences(published, "led")).containsExactly(1L, 2L);
            assertThat(leaders(database)).isEqualTo(1);
            first.start();
        } finally {
            second.close();
        }
        sessions.restart("led", "by the first again").block();
        events.await(Topics.SESSION_EVENTS, seen -> contains(seen, "led", 3));
    }

    @Test
    void losesAndReordersNothingWhileTheBrokerIsAway(TestEvents events, TestDatabase database, SuiteInfra infra) {
        restartAll("outage", 10);
        events.await(Topics.SESSION_EVENTS, seen -> contains(seen, "outage-0", 10));

        infra.killKafka();
        restartAll("outage", 20);
        infra.restartKafka();
        restartAll("outage", 10);

        List<CloudEvent> published = events.await(
                Topics.SESSION_EVENTS, seen -> LongStream.range(0, 5).allMatch(i -> contains(seen, "outage-" + i, 40)));
        for (int i = 0; i < 5; i++) {
            assertThat(sequences(published, "outage-" + i))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 40).boxed().toList());
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> database.number("select count(*) from outbox") == 0);
    }

    @Test
    void goesOnAfterTheDatabaseWasRestarted(TestEvents events, SuiteInfra infra) {
        sessions.restart("survivor", "before").block();
        infra.restartPostgresImmediate();

        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            sessions.restart("survivor", "after").block();
            return true;
        });

        List<CloudEvent> published = events.await(Topics.SESSION_EVENTS, seen -> contains(seen, "survivor", 2));
        Set<String> ids = new HashSet<>();
        assertThat(published.stream()
                        .filter(event -> event.subject().equals("survivor") && ids.add(event.id()))
                        .map(CloudEvent::sequence))
                .containsExactly(1L, 2L);
    }

    @Test
    void publishesWhatIsLeftBeforeItEnds(TestDatabase database) {
        var ending = instance(database, "steward.outbox.batch-size=20");
        service.getBean(OutboxRelay.class).stop();
        Flux.range(0, 100)
                .flatMap(i -> Sessions.of(ending).restart("ending-" + i % 5, "round " + i), 10)
                .blockLast();
        ending.close();
        service.getBean(OutboxRelay.class).start();

        assertThat(database.number("select count(*) from outbox where aggregate_id like 'ending-%'"))
                .isZero();
    }

    @Test
    void startsWithoutABrokerAndCreatesItsTopicsLater(TestEvents events, TestDatabase database, SuiteInfra infra)
            throws Exception {
        infra.killKafka();
        try (var early = SuiteEnvironment.start(
                database, List.of(KitApplication.class, StateOwner.class), KitApplication.LOCATION)) {
            infra.restartKafka();

            assertThat(early.isRunning()).isTrue();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> events.settings("trust.state").size() > 0);
            assertThat(events.settings("trust.state"))
                    .containsEntry("cleanup.policy", "compact")
                    .containsEntry("partitions", "1");
            assertThat(events.settings(Topics.SESSION_EVENTS))
                    .containsEntry("cleanup.policy", "delete")
                    .containsEntry("retention.ms", "604800000")
                    .containsEntry("partitions", "6");
            endsAnEntry(Sessions.of(early), events);
        }
    }

    private static void endsAnEntry(Sessions owner, TestEvents events) {
        owner.outbox()
                .append(new OutboxEvent("trust-entry", "user/ada", 2, null, new Tombstone(UserStateChanged.class)))
                .as(owner.transaction()::transactional)
                .block();

        assertThat(events.awaitRecords(Topics.TRUST_STATE, records -> !records.isEmpty()))
                .singleElement()
                .satisfies(record -> assertThat(record.key()).asString(UTF_8).isEqualTo("user/ada"))
                .satisfies(record -> assertThat(record.value()).isNull());
    }

    private static ConfigurableApplicationContext instance(TestDatabase database, String property) {
        return SuiteEnvironment.start(
                database, List.of(KitApplication.class, Owner.class), KitApplication.LOCATION, property);
    }

    private static void restartAll(String prefix, int times) {
        Flux.range(0, 5 * times)
                .flatMap(i -> sessions.restart(prefix + "-" + i % 5, "round " + i), 5)
                .blockLast();
    }

    private static void inTransaction(OutboxEvent event) {
        sessions.outbox()
                .append(event)
                .as(sessions.transaction()::transactional)
                .block();
    }

    static long leaders(TestDatabase database) {
        return database.number("select count(*) from pg_locks where locktype = 'advisory' and granted and database ="
                + " (select oid from pg_database where datname = current_database())");
    }

    private static boolean contains(List<CloudEvent> events, String subject, long sequence) {
        return events.stream().anyMatch(event -> event.subject().equals(subject) && event.sequence() == sequence);
    }

    static List<Long> sequences(List<CloudEvent> events, String subject) {
        return events.stream()
                .filter(event -> event.subject().equals(subject))
                .map(CloudEvent::sequence)
                .toList();
    }
}
