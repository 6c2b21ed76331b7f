package dev.steward.healing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.contracts.openapi.OpenApi;
import dev.steward.contracts.pact.ConsumerPacts;
import dev.steward.contracts.pact.EventPact;
import dev.steward.contracts.pact.ProvidedEvents;
import dev.steward.contracts.pact.ProvidedHttp;
import dev.steward.contracts.pact.TrustPact;
import dev.steward.events.EventType;
import dev.steward.events.Topics;
import dev.steward.events.healing.IncidentEscalated;
import dev.steward.events.healing.IncidentResolved;
import dev.steward.events.healing.RemediationRequested;
import dev.steward.events.session.SessionCrashed;
import dev.steward.events.session.SessionDeleted;
import dev.steward.events.session.SessionEvent;
import dev.steward.events.session.SessionFailed;
import dev.steward.events.session.SessionRemediationFailed;
import dev.steward.events.session.SessionRemediationSucceeded;
import dev.steward.events.session.SessionRestarting;
import dev.steward.events.session.SessionStarted;
import dev.steward.events.session.SessionStopped;
import dev.steward.events.session.SessionStopping;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** What the healer needs of sessions and of its own events, and what others need of it. */
@StewardIT(properties = {"steward.healing.retry-delay=PT0.1S", "steward.access.count-every=PT1S"})
class HealingContractIT {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final TrustPact TRUST = TrustPact.ofTokensAndProjects(HealingPacts.SERVICE);

    private final EventPact own = HealingPacts.withItself();
    private final EventPact sessions = HealingPacts.withSessions();
    private final String session = UUID.randomUUID().toString();

    @LocalServerPort
    private int port;

    private TestEvents events;
    private long sequence;

    @BeforeEach
    void begin(TestEvents events) {
        this.events = events;
        events.createTopics(Topics.SESSION_EVENTS);
        TRUST.tell(events, port, "/api/v1/incidents", Map.of("shop", Map.of("ada", "developer")));
    }

    @Test
    void offersWhatIsDescribed(@Autowired ApplicationContext service) {
        OpenApi.holds(
                service, HealingPacts.SERVICE, "Opens incidents for crashes and has them remedied within limits.");
    }

    @Test
    void healsByWhatSessionsSayAndSaysWhatOthersNeed(TestDatabase database, @Autowired ApplicationContext service) {
        say(SessionStarted.class, Map.of());
        crash();
        RemediationRequested first = events.await(RemediationRequested.class, 1).getFirst();
        say(SessionRemediationFailed.class, Map.of("remediation_id", first.remediationId()));
        RemediationRequested second =
                events.await(RemediationRequested.class, 2).getLast();
        assertThat(second.attempt()).isEqualTo(2);
        say(SessionRestarting.class, Map.of());
        say(SessionStarted.class, Map.of());
        events.await(IncidentResolved.class, 1);
        say(SessionRemediationSucceeded.class, Map.of("remediation_id", second.remediationId()));
        crash();
        say(SessionStopping.class, Map.of());
        say(SessionStopped.class, Map.of());
        assertThat(events.await(IncidentResolved.class, 2))
                .extracting(IncidentResolved::resolution)
                .containsExactlyInAnyOrder("restarted", "target-stopped");
        say(SessionStarted.class, Map.of());
        crash();
        events.await(IncidentEscalated.class, 1);
        say(SessionFailed.class, Map.of());
        say(SessionDeleted.class, Map.of());
        awaitOnTimeline(database);

        answersAsTheGatewayNeeds(first.incidentId());
        ProvidedEvents.requireAsNeeded(HealingPacts.SERVICE, events);
        readsItsOwnEvents(database);
        ConsumerPacts.hold(service, sessions, own, TRUST.messages());
    }

    private void answersAsTheGatewayNeeds(String incident) {
        ProvidedHttp.requireAsNeeded(
                HealingPacts.SERVICE,
                port,
                Map.of(
                        "an incident", () -> Map.of("token", TRUST.tokens().token("ada"), "id", incident),
                        "an operator", () -> Map.of("token", TRUST.tokens().token("root", "admin"))));
    }

    private void readsItsOwnEvents(TestDatabase database) {
        String incident = UUID.randomUUID().toString();
        Set<String> said = new HashSet<>();
        own.types().forEach(type -> {
            ProducerRecord<byte[], byte[]> record = own.record(type.record(), incident, 1, Map.of());
            said.add(new String(record.headers().lastHeader("ce_id").value(), UTF_8));
            events.send(record);
        });
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(database.rows("select event_id from timeline_event"))
                .containsAll(said));
    }

    private void crash() {
        say(SessionCrashed.class, Map.of("crashed_at", Instant.now().toString()));
    }

    private void say(Class<? extends SessionEvent> event, Map<String, String> changes) {
        Map<String, String> all = new HashMap<>(changes);
        all.put("session_id", session);
        events.send(sessions.record(event, session, ++sequence, all));
    }

    private void awaitOnTimeline(TestDatabase database) {
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(
                        database.rows("select distinct type from timeline_event"))
                .containsAll(sessions.types().stream().map(EventType::name).toList()));
    }
}
