package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.body;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.events.UuidV7;
import dev.steward.events.access.AccessCounted;
import dev.steward.events.access.AccessDenied;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.security.access.AccessJournal;
import dev.steward.kit.security.access.AccessRefusal;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.testing.TestRefusals;
import dev.steward.kit.web.WireJson;
import io.micrometer.core.instrument.Counter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the audit and the histories of users know of requests that any service refused or let through. */
interface AccessAuditRequests {

    String GROUP = "zero-trust-service.audit";

    ZeroTrustClient anonymous();

    ZeroTrustClient admin();

    AccessJournal accessJournal();

    /** Of refusals that could not be written. */
    Counter unrecorded();

    @ParameterizedTest
    @CsvSource({
        "session-service, session.events",
        "job-orchestrator, job.events",
        "cost-optimizer, cost.events",
        "self-healing-service, healing.events",
        "gateway, gateway.events"
    })
    default void denialOfEveryServiceIsAuditedAndCostsOnceHoweverOftenItIsTold(
            String service, String topic, TestEvents events, TestDatabase database) {
        String name = "denied-at-" + service;
        String user = admin().createUser(name);
        CloudEvent first = tell(events, service, denied(user, name, "deny"));
        events.publish(topic, first);
        CloudEvent second = tell(events, service, denied(user, name, "deny"));
        events.publish(topic, first);
        events.publish(topic, second);
        CloudEvent last = tell(events, service, denied(user, name, "challenge"));
        events.publish(topic, last);

        List<Map<?, ?>> rows = rows("actor=" + user + "&action=access.denied", 3);
        assertThat(rows)
                .extracting(row -> row.get("subject_id").toString())
                .containsExactlyInAnyOrder(first.subject(), second.subject(), last.subject());
        assertThat(rows).extracting(row -> row.get("outcome").toString()).containsOnlyOnce("challenge");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.get("actor_name")).isEqualTo(name);
            assertThat(row.get("project_id")).isEqualTo("shop");
            assertThat(row.get("address")).isEqualTo("192.0.2.7");
            assertThat(row.get("detail").toString()).contains("\"source\":\"/" + service + "\"", "mfa-missing");
        });
        assertThat(rows("subject=" + first.subject() + "&outcome=deny&project_id=shop", 1)
                        .getFirst()
                        .get("correlation_id"))
                .isEqualTo(first.correlationId());
        barrier(events, topic, first, second, last);
        assertThat(audit().rows("actor=" + user + "&action=access.denied")).hasSize(3);
        assertThat(database.rows("select round(points) from trust_histories where account = '" + name + "'"))
                .containsExactly("90");
    }

    @Test
    default void historyIsNeverUnderNothingAndTheLevelIsTold(TestEvents events, TestDatabase database) {
        String user = admin().createUser("denied-often");
        anonymous().login("denied-often");
        rows("action=trust-score.changed&subject=" + user, 1);
        database.execute("update login_sessions set authenticated_at = authenticated_at - interval '10 minutes'"
                + " where user_id = '" + user + "'");
        for (int i = 0; i < 25; i++) {
            tell(events, "session-service", denied(user, "denied-often", "deny"));
        }

        rows("actor=" + user + "&action=access.denied", 25);
        assertThat(database.rows("select points between 0 and 1 from trust_histories where account = 'denied-often'"))
                .containsExactly("t");
        assertThat(rows("action=trust-score.changed&subject=" + user, 2)
                        .getFirst()
                        .get("detail")
                        .toString())
                .contains("\"previous_level\":\"high\"", "\"current_level\":\"medium\"");
    }

    @Test
    default void whoIsGoneLosesNothingAndTheRowIsKept(TestEvents events, TestDatabase database) {
        String gone = admin().createUser("denied-gone");
        admin().delete("/api/v1/users/" + gone).expectStatus().isNoContent();
        tell(events, "job-orchestrator", denied(gone, "denied-gone", "deny"));
        tell(events, "job-orchestrator", denied("nobody", "denied-nobody", "deny"));

        rows("actor=" + gone + "&action=access.denied", 1);
        rows("actor=denied-nobody&action=access.denied", 1);
        assertThat(database.number(
                        "select count(*) from trust_histories where account in" + " ('denied-gone', 'denied-nobody')"))
                .isZero();
    }

    @Test
    default void countsAreOneRow(TestEvents events) {
        Instant now = Clock.systemUTC().instant();
        String counter = UuidV7.next(Clock.systemUTC());
        var counted = new AccessCounted(
                now.minusSeconds(60),
                now,
                List.of(new AccessCounted.Allowed("GET", "/api/v1/jobs/{id}", "jobs:read", 41)));
        CloudEvent told =
                events.publish("/job-orchestrator", new OutboxEvent("access-counter", counter, 1, null, counted));
        events.publish("job.events", told);
        barrier(events, "job.events", told);

        assertThat(rows("subject=" + counter + "&action=access.counted&outcome=allow", 1))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.get("actor_name")).isEqualTo("job-orchestrator");
                    assertThat(row.get("actor")).isNull();
                    assertThat(row.get("detail").toString()).contains("/api/v1/jobs/{id}", "41");
                });
    }

    @Test
    default void ownRefusalIsAuditedAndCostsInTheTransactionThatTellsOfIt(TestEvents events, TestDatabase database) {
        String user = admin().createUser("denied-here");
        AccessRefusal kept = TestRefusals.denied(user, "denied-here");
        AccessRefusal lost = TestRefusals.denied(user, "denied-here");
        database.execute("revoke insert on audit.event from " + database.app());
        try {
            double before = unrecorded().count();
            accessJournal().refused(lost).block();
            // The journal may answer before it has failed.
            await().atMost(AuditClient.SOON).until(() -> unrecorded().count() > before);
        } finally {
            database.execute("grant insert on audit.event to " + database.app());
        }
        accessJournal().refused(kept).block();

        assertThat(audit().rows("actor=" + user + "&action=access.denied"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.get("subject_id")).isEqualTo(kept.decisionId());
                    assertThat(row.get("address")).isEqualTo("192.0.2.7");
                });
        assertThat(database.rows("select round(points) from trust_histories where account = 'denied-here'"))
                .containsExactly("95");
        assertThat(events.await(Topics.TRUST_EVENTS, seen -> seen.stream()
                        .anyMatch(event -> event.subject().equals(kept.decisionId()))))
                .extracting(CloudEvent::subject)
                .doesNotContain(lost.decisionId());
    }

    @Test
    default void whatCannotBeAuditedIsADeadLetterThatOperatorsSee(TestEvents events) {
        events.createTopics("session.events");
        String old = envelope("old", Clock.systemUTC().instant().minus(Duration.ofDays(30)), events, "{}");
        String wrong = envelope("wrong", Clock.systemUTC().instant(), events, "{\"decision_id\":\"d\"}");

        await().atMost(AuditClient.SOON)
                .untilAsserted(() -> assertThat(letters()).anyMatch(old::equals).anyMatch(wrong::equals));
        assertThat(audit().rows("subject=" + old)).isEmpty();
    }

    private List<String> letters() {
        Map<?, ?> page = body(admin().get("/operations/dead-letters?page_size=100&group=" + GROUP), 200);
        return ((List<?>) page.get("items"))
                .stream()
                        .map(item -> String.valueOf(((Map<?, ?>) item).get("subject")))
                        .toList();
    }

    private static String envelope(String name, Instant at, TestEvents events, String data) {
        String subject = name + "-" + UuidV7.next(Clock.systemUTC());
        events.publish(
                "session.events",
                new CloudEvent(
                        UuidV7.next(Clock.systemUTC()),
                        "/session-service",
                        "access.denied.v1",
                        subject,
                        at,
                        "decision",
                        1L,
                        null,
                        null,
                        null,
                        null,
                        data.getBytes(UTF_8)));
        return subject;
    }

    /** Waits until whatever was sent under the same keys before was worked on. */
    private void barrier(TestEvents events, String topic, CloudEvent... before) {
        for (CloudEvent each : before) {
            events.publish(
                    topic,
                    new CloudEvent(
                            UuidV7.next(Clock.systemUTC()),
                            each.source(),
                            "access.denied.v1",
                            each.subject(),
                            Clock.systemUTC().instant(),
                            "decision",
                            2L,
                            null,
                            null,
                            null,
                            null,
                            WireJson.lenient().writeValueAsBytes(denied("nobody", "barrier", "deny"))));
            rows("actor=barrier&subject=" + each.subject(), 1);
        }
    }

    private List<Map<?, ?>> rows(String query, int wanted) {
        await().atMost(AuditClient.SOON)
                .untilAsserted(() -> assertThat(audit().rows(query)).hasSize(wanted));
        return audit().rows(query);
    }

    private static CloudEvent tell(TestEvents events, String service, AccessDenied denied) {
        return events.publish("/" + service, new OutboxEvent("decision", denied.decisionId(), 1, "shop", denied));
    }

    private static AccessDenied denied(String userId, String username, String outcome) {
        return new AccessDenied(
                UuidV7.next(Clock.systemUTC()),
                userId,
                username,
                "s1",
                "DELETE",
                "/api/v1/sessions/{id}",
                "platform/shop/sessions/_",
                "write",
                outcome,
                "mfa-missing",
                null,
                null,
                outcome.equals("challenge") ? "mfa" : null,
                "192.0.2.7",
                Clock.systemUTC().instant());
    }

    private AuditClient audit() {
        return new AuditClient(admin());
    }
}
