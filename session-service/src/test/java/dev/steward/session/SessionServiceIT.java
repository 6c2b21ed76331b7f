package dev.steward.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.events.healing.HealingEvent;
import dev.steward.events.healing.RemediationRequested;
import dev.steward.events.healing.RemediationWithheld;
import dev.steward.events.session.SessionDeleted;
import dev.steward.events.session.SessionRemediationSucceeded;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.observability.RowCounts;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A session's life over HTTP and Kafka, with real processes. The test is the healer. */
class SessionServiceIT extends ProbedService {

    @Test
    void livesCrashesAndIsHealed(TestEvents events) throws IOException {
        Map<String, Object> created = developer.create("shop");
        String id = created.get("id").toString();
        assertThat(created.get("status")).isEqualTo("pending");
        developer
                .put(id, "index.html", SessionApi.bytes("<h1>hello</h1>"))
                .expectStatus()
                .isCreated();
        developer.awaitStatus(id, "running");
        assertThat(SessionApi.page(SessionApi.address(created))).isEqualTo("<h1>hello</h1>");

        ProcessHandle.of(SessionApi.server(DATA, id)).ifPresent(ProcessHandle::destroyForcibly);

        CloudEvent crashed = awaitEvent(events, id, "session.crashed.v1");
        assertThat(crashed.correlationId()).matches("[0-9a-f]{32}");
        publish(
                events,
                new RemediationRequested("remediation-1", "incident-1", "shop", "session", id, "restart", 1),
                crashed);
        CloudEvent healed = awaitEvent(events, id, "session.remediation-succeeded.v1");
        assertThat(SessionApi.page(SessionApi.address(created))).isEqualTo("<h1>hello</h1>");
        assertThat(developer.get(id)).containsEntry("status", "running").containsEntry("crash_count", 1);
        assertThat(healed.correlationId()).isEqualTo(crashed.correlationId());
        assertThat(typesOf(events, id, crashed.correlationId()))
                .containsExactly(
                        "session.crashed.v1",
                        "session.restarting.v1",
                        "session.started.v1",
                        "session.remediation-succeeded.v1");
        assertThat(events.said(healed, SessionRemediationSucceeded.class))
                .isEqualTo(new SessionRemediationSucceeded(id, "shop", "remediation-1", "restart"));
        List<Map<String, Object>> history = developer.history(id);
        assertThat(history)
                .extracting(step -> step.get("to"))
                .containsExactly("running", "starting", "crashed", "running", "starting", "pending");
        assertThat(history.get(1))
                .containsEntry("reason", "remediation")
                .containsEntry("actor", Map.of("kind", "service", "id", "self-healing-service"));
        assertThat(history.get(2)).containsEntry("event_id", crashed.id());
        assertThat(history.getLast()).containsEntry("actor", Map.of("kind", "user", "id", "ada"));
    }

    @Test
    void staysDownWhenTheHealerWithholdsItsHelp(TestEvents events) throws IOException {
        String id = running();
        ProcessHandle.of(SessionApi.server(DATA, id)).ifPresent(ProcessHandle::destroyForcibly);
        CloudEvent crashed = awaitEvent(events, id, "session.crashed.v1");

        publish(events, new RemediationWithheld("incident-2", "shop", "session", id, "restart", "crash-loop"), crashed);

        developer.awaitStatus(id, "failed");
        assertThat(developer.get(id)).containsEntry("reason", "crash-loop");
        assertThat(awaitEvent(events, id, "session.failed.v1").correlationId()).isEqualTo(crashed.correlationId());
    }

    @Test
    void aServerThatHangsIsUnhealthyUntilItAnswersAgain(TestEvents events) throws Exception {
        String id = running();
        long server = SessionApi.server(DATA, id);

        signal("STOP", server);
        developer.awaitStatus(id, "unhealthy");
        assertThat(developer.get(id)).containsEntry("reason", "probe-failed");
        signal("CONT", server);
        developer.awaitStatus(id, "running");

        CloudEvent unhealthy = awaitEvent(events, id, "session.unhealthy.v1");
        assertThat(awaitEvent(events, id, "session.recovered.v1").correlationId())
                .isEqualTo(unhealthy.correlationId());
        assertThat(SessionApi.server(DATA, id)).isEqualTo(server);
    }

    @Test
    void stopsStartsAndRestartsWhenAsked(TestDatabase database) throws IOException {
        String id = running();
        long first = SessionApi.server(DATA, id);
        developer.put(id, "index.html", SessionApi.bytes("kept")).expectStatus().isCreated();

        developer.ask(id, "restart");
        await().atMost(SessionApi.DEADLINE)
                .until(() -> developer.get(id).get("status").equals("running") && SessionApi.server(DATA, id) != first);
        assertThat(ProcessHandle.of(first)).isEmpty();
        developer.ask(id, "stop");
        developer.awaitStatus(id, "stopped");
        developer.ask(id, "start");
        developer.awaitStatus(id, "running");
        assertThat(SessionApi.page(SessionApi.address(developer.get(id)))).isEqualTo("kept");
        database.execute("update session set expires_at = now(), due_at = now() where id = '" + id + "'");

        developer.awaitStatus(id, "stopped");
        assertThat(developer.get(id)).containsEntry("reason", "ttl");
        assertThat(developer
                        .file(id, "index.html")
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
                .isEqualTo("kept");
        List<Map<String, Object>> windows = developer.usage(id);
        assertThat(windows).as("one for each of its attempts at least").hasSizeGreaterThanOrEqualTo(3);
        assertThat(windows.getLast()).containsEntry("network_bytes", null).doesNotContainEntry("cpu_seconds", null);
        for (int i = 1; i < windows.size(); i++) {
            assertThat(windows.get(i))
                    .containsEntry("window_end", windows.get(i - 1).get("window_start"));
        }
    }

    @Test
    void countsSessionsByState(@Autowired RowCounts counts, @Autowired MeterRegistry meters) {
        running();

        counts.count().block(SessionApi.DEADLINE);

        assertThat(meters.get("steward.sessions")
                        .tag("state", "running")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(meters.get("steward.sessions").tag("state", "failed").gauge().value())
                .isZero();
    }

    @Test
    void startsAgainByItselfWhenNobodyDecides(TestDatabase database) throws IOException {
        String id = running();
        long before = SessionApi.server(DATA, id);

        ProcessHandle.of(before).ifPresent(ProcessHandle::destroyForcibly);

        developer.awaitStatus(id, "crashed");
        SessionApi.letAMinutePass(database, "crashed");
        developer.awaitStatus(id, "running");
        assertThat(SessionApi.server(DATA, id)).isNotEqualTo(before);
    }

    @Test
    void isGoneAtOnceWhenDeletedAndTellsItsUsageFirst(TestEvents events, TestDatabase database) throws IOException {
        String id = running();
        long server = SessionApi.server(DATA, id);

        developer.delete(id);

        developer
                .client()
                .get()
                .uri("/api/v1/sessions/" + id)
                .exchange()
                .expectStatus()
                .isNotFound();
        developer
                .client()
                .delete()
                .uri("/api/v1/sessions/" + id)
                .exchange()
                .expectStatus()
                .isNotFound();
        CloudEvent deleted = awaitEvent(events, id, "session.deleted.v1");
        assertThat(events.said(deleted, SessionDeleted.class)).isEqualTo(new SessionDeleted(id, "shop"));
        List<CloudEvent> all = of(events, id, found -> found.type().equals("session.deleted.v1"));
        assertThat(all)
                .extracting(CloudEvent::type)
                .containsExactly(
                        "session.requested.v1", "session.started.v1", "session.usage-sampled.v1", "session.deleted.v1");
        assertThat(all)
                .extracting(CloudEvent::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, all.size()).boxed().toList());
        assertThat(ProcessHandle.of(server)).isEmpty();
        await().atMost(SessionApi.DEADLINE)
                .until(() -> database.number("select count(*) from session where released_at is null") == 0);
    }

    @Test
    void aRepeatedRequestMakesOneSession(TestDatabase database) {
        Set<Object> ids = LongStream.range(0, 3)
                .mapToObj(_ -> developer
                        .client()
                        .post()
                        .uri("/api/v1/sessions")
                        .header("Idempotency-Key", "once")
                        .bodyValue(Map.of("project_id", "shop"))
                        .exchange()
                        .expectStatus()
                        .isCreated()
                        .expectBody(SessionApi.OBJECT)
                        .returnResult()
                        .getResponseBody()
                        .get("id"))
                .collect(Collectors.toSet());

        assertThat(ids).hasSize(1);
        assertThat(database.number("select count(*) from session where status <> 'deleted'"))
                .isEqualTo(1);
    }

    private String running() {
        return developer.awaitStatus(developer.create("shop").get("id").toString(), "running");
    }

    private static void signal(String name, long pid) throws Exception {
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
    }

    private static void publish(TestEvents events, HealingEvent decision, CloudEvent crashed) {
        events.publish(
                "/self-healing-service",
                new OutboxEvent("incident", decision.incidentId(), 1, "shop", decision),
                crashed.correlationId());
    }

    private static CloudEvent awaitEvent(TestEvents events, String id, String type) {
        return of(events, id, found -> found.type().equals(type)).stream()
                .filter(event -> event.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> typesOf(TestEvents events, String id, String correlationId) {
        return of(events, id, found -> found.type().equals("session.remediation-succeeded.v1")).stream()
                .filter(event -> correlationId.equals(event.correlationId()))
                .map(CloudEvent::type)
                .toList();
    }

    /** All events of a session, once one of them is as wanted. */
    private static List<CloudEvent> of(TestEvents events, String id, Predicate<CloudEvent> wanted) {
        return events
                .await(Topics.SESSION_EVENTS, all -> all.stream()
                        .anyMatch(event -> event.subject().equals(id) && wanted.test(event)))
                .stream()
                .filter(event -> event.subject().equals(id))
                .toList();
    }
}
