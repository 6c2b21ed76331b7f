package dev.steward.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.kit.KitApplication;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.testing.SuiteEnvironment;
import dev.steward.kit.testing.SuiteInfra;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.testing.WithSuiteInfra;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A relay whose batches are small enough to be full of rows that have to wait. */
@WithSuiteInfra
class HeldTopicsIT {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private static ConfigurableApplicationContext service;
    private static Sessions sessions;

    @BeforeAll
    static void start(TestDatabase database) {
        service = SuiteEnvironment.start(
                database,
                List.of(KitApplication.class, OutboxIT.Owner.class),
                KitApplication.LOCATION,
                "steward.outbox.batch-size=5",
                "steward.outbox.poll-interval=200ms");
        sessions = Sessions.of(service);
        database.execute(Sessions.TABLE);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void rowsForATopicThatIsMissingHoldUpNobodyElse(TestEvents events, TestDatabase database) {
        insert(database, "not.there", 1, 20);
        sessions.restart("unhindered", "first").block();
        sessions.restart("unhindered", "second").block();

        events.await(Topics.SESSION_EVENTS, seen -> of(seen, "unhindered").size() == 2);
        assertThat(waiting(database, "not.there")).isEqualTo(20);
        await().atMost(DEADLINE).until(() -> held() == 1);

        List<CloudEvent> published =
                events.await("not.there", seen -> of(seen, "not.there").size() >= 20);
        assertThat(of(published, "not.there"))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
        await().atMost(DEADLINE).until(() -> held() == 0);
        assertThat(database.number("select count(*) from outbox_quarantine")).isZero();
    }

    @Test
    void rowsForATopicThatWasDeletedHoldUpNobodyElse(TestEvents events, TestDatabase database, SuiteInfra infra)
            throws Exception {
        events.createTopics("soon.gone");
        insert(database, "soon.gone", 1, 1);
        await().atMost(DEADLINE).until(() -> waiting(database, "soon.gone") == 0);
        delete(infra, "soon.gone");

        insert(database, "soon.gone", 2, 10);
        sessions.restart("bystander", "while a topic is gone").block();

        events.await(Topics.SESSION_EVENTS, seen -> of(seen, "bystander").size() == 1);
        List<CloudEvent> published =
                events.await("soon.gone", seen -> of(seen, "soon.gone").size() >= 9);
        assertThat(of(published, "soon.gone"))
                .containsExactlyElementsOf(LongStream.rangeClosed(2, 10).boxed().toList());
    }

    @Test
    void theOwnerMakesItsTopicAgain(TestEvents events, SuiteInfra infra) throws Exception {
        sessions.restart("owned", "before").block();
        events.await(Topics.SESSION_EVENTS, seen -> of(seen, "owned").size() == 1);
        delete(infra, Topics.SESSION_EVENTS);

        sessions.restart("owned", "after").block();

        await().atMost(DEADLINE).until(() -> "604800000"
                .equals(events.settings(Topics.SESSION_EVENTS).get("retention.ms")));
        events.await(Topics.SESSION_EVENTS, seen -> of(seen, "owned").equals(List.of(2L)));
    }

    private static void insert(TestDatabase database, String topic, long from, long to) {
        database.execute(
                "insert into outbox (id, topic, type, aggregate_type, aggregate_id, sequence, occurred_at, data)"
                        + " select gen_random_uuid(), '" + topic + "', 't', 'session', '" + topic + "', i, now(), '{}'"
                        + " from generate_series(" + from + ", " + to + ") i");
    }

    private static void delete(SuiteInfra infra, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", infra.bootstrapServers()))) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    private static long waiting(TestDatabase database, String topic) {
        return database.number("select count(*) from outbox where topic = '" + topic + "'");
    }

    private static double held() {
        return service.getBean(MeterRegistry.class)
                .get("steward.outbox.topics.held")
                .gauge()
                .value();
    }

    private static List<Long> of(List<CloudEvent> events, String subject) {
        return events.stream()
                .filter(event -> event.subject().equals(subject))
                .map(CloudEvent::sequence)
                .toList();
    }
}
