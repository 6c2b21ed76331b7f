package dev.steward.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.events.healing.RemediationRequested;
import dev.steward.events.healing.RemediationWithheld;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.testing.SuiteInfra;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Broker and database come and go; sessions do not. */
class OutageIT extends ProbedService {

    @Test
    void withoutABrokerSessionsStartAndHealAndTellOfItLater(SuiteInfra infra, TestEvents events, TestDatabase database)
            throws IOException {
        infra.killKafka();
        List<String> ids = Stream.generate(
                        () -> developer.create("shop").get("id").toString())
                .limit(3)
                .toList();
        ids.forEach(id -> developer.awaitStatus(id, "running"));
        ProcessHandle.of(SessionApi.server(DATA, ids.getFirst())).ifPresent(ProcessHandle::destroyForcibly);
        developer.awaitStatus(ids.getFirst(), "crashed");
        SessionApi.letAMinutePass(database, "crashed");
        developer.awaitStatus(ids.getFirst(), "running");
        assertThat(developer.history(ids.getFirst()))
                .filteredOn(step -> "no-decision".equals(step.get("reason")))
                .singleElement()
                .satisfies(step -> assertThat(step.get("detail").toString()).contains("Nobody decided"));

        infra.restartKafka();
        decideTooLate(events, ids.getFirst());
        ids.forEach(developer::delete);
        await().atMost(SessionApi.DEADLINE).until(() -> SessionApi.folders(DATA).isEmpty());

        List<CloudEvent> all = events.await(Topics.SESSION_EVENTS, found -> ids.stream()
                .allMatch(id -> found.stream().anyMatch(event -> isLast(event, id))));
        for (String id : ids) {
            List<Long> sequences = all.stream()
                    .filter(event -> event.subject().equals(id))
                    .map(CloudEvent::sequence)
                    .toList();
            assertThat(sequences)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, sequences.size()).boxed().toList());
        }
    }

    @Test
    void withoutADatabaseThereIsAnswerNotHangAndItRecovers(SuiteInfra infra) {
        Map<String, Object> session = developer.create("shop");
        String id = developer.awaitStatus(session.get("id").toString(), "running");
        developer.put(id, "index.html", SessionApi.bytes("up")).expectStatus().isCreated();

        infra.killPostgres();
        developer
                .client()
                .get()
                .uri("/api/v1/sessions/" + id)
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .exists("Retry-After");
        assertThat(SessionApi.page(SessionApi.address(session))).isEqualTo("up");
        infra.restartPostgres();

        await().atMost(SessionApi.DEADLINE).ignoreExceptions().until(() -> {
            String next = developer.create("shop").get("id").toString();
            return developer.awaitStatus(next, "running").equals(next);
        });
        assertThat(developer.get(id)).containsEntry("status", "running").containsEntry("crash_count", 0);
    }

    /** What the healer says when it hears of a crash at last; the session runs by then and goes on. */
    private void decideTooLate(TestEvents events, String id) {
        events.publish(
                "/self-healing-service",
                new OutboxEvent(
                        "remediation",
                        "late-remediation",
                        1,
                        "shop",
                        new RemediationRequested(
                                "late-remediation", "late-incident", "shop", "session", id, "restart", 1)));
        events.publish(
                "/self-healing-service",
                new OutboxEvent(
                        "incident",
                        "late-incident",
                        2,
                        "shop",
                        new RemediationWithheld("late-incident", "shop", "session", id, "restart", "crash-loop")));
        events.await(Topics.SESSION_EVENTS, all -> all.stream()
                .anyMatch(event ->
                        event.subject().equals(id) && event.type().equals("session.remediation-succeeded.v1")));
        assertThat(developer.get(id)).containsEntry("status", "running").containsEntry("crash_count", 1);
        assertThat(developer.history(id))
                .as("started twice and no more")
                .filteredOn(step -> "starting".equals(step.get("to")))
                .hasSize(2);
    }

    private static boolean isLast(CloudEvent event, String id) {
        return event.subject().equals(id) && event.type().equals("session.deleted.v1");
    }
}
