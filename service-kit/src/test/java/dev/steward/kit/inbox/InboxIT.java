package dev.steward.kit.inbox;

import static dev.steward.kit.inbox.SessionRecords.event;
import static dev.steward.kit.inbox.SessionRecords.header;
import static dev.steward.kit.inbox.SessionRecords.letter;
import static dev.steward.kit.inbox.SessionRecords.letters;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.events.session.SessionDeleted;
import dev.steward.kit.KitApplication;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.inbox.InboxTestService.Fault;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.testing.TestSecurity;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@StewardIT(
        properties = {KitApplication.LOCATION, "steward.inbox.first-pause=10ms", "steward.inbox.longest-pause=200ms"})
@Import({TestSecurity.class, InboxTestService.class})
class InboxIT {

    @Autowired
    private InboxTestService service;

    private final String session = UUID.randomUUID().toString();

    @BeforeEach
    void healthy(TestDatabase database) {
        database.execute("create table if not exists effect (session text not null)");
        service.behave();
    }

    @Test
    void anEventDeliveredTwiceTakesEffectOnce(TestEvents events, TestDatabase database) {
        CloudEvent event = event(session, Instant.now());
        events.publish(Topics.SESSION_EVENTS, event);
        events.publish(Topics.SESSION_EVENTS, event);
        passTheQueue(events);

        assertThat(service.applied(session)).hasSize(2).startsWith(event.id());
        assertThat(effects(database)).isEqualTo(2);
    }

    @Test
    void saysHowManyEventsWait(TestEvents events, @Autowired MeterRegistry meters) {
        passTheQueue(events);

        await().atMost(Duration.ofSeconds(60))
                .until(() -> meters.get("steward.inbox.lag")
                                .tag("group", InboxTestService.GROUP)
                                .gauge()
                                .value()
                        == 0);
    }

    @Test
    void whatAHandlerEmitsNamesItsCauseAndKeepsCorrelation(TestEvents events) {
        CloudEvent cause = events.publish("/session-service", deleted(), "the-correlation");

        CloudEvent emitted =
                events
                        .await(Topics.HEALING_EVENTS, all -> all.stream()
                                .anyMatch(e -> e.subject().equals(session)))
                        .stream()
                        .filter(e -> e.subject().equals(session))
                        .findFirst()
                        .orElseThrow();

        assertThat(emitted.causationId()).isEqualTo(cause.id());
        assertThat(emitted.correlationId()).isEqualTo("the-correlation");
        assertThat(emitted.traceparent()).isNotNull();
    }

    @Test
    void oneTraceCrossesTheConsumer(TestEvents events) {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        CloudEvent cause = event(session, Instant.now(), "00-" + trace + "-00f067aa0ba902b7-01");
        events.publish(Topics.SESSION_EVENTS, cause);

        CloudEvent emitted =
                events
                        .await(Topics.HEALING_EVENTS, all -> all.stream()
                                .anyMatch(e -> e.subject().equals(session)))
                        .stream()
                        .filter(e -> e.subject().equals(session))
                        .findFirst()
                        .orElseThrow();

        assertThat(emitted.traceparent()).startsWith("00-" + trace).doesNotContain("00f067aa0ba902b7");
    }

    @Test
    void aHandlerThatKeepsFailingLeavesNothingButADeadLetter(TestEvents events, TestDatabase database) {
        service.failWith(session, Fault.BUG);
        CloudEvent event = event(session, Instant.now());
        events.publish(Topics.SESSION_EVENTS, event);

        ConsumerRecord<byte[], byte[]> letter = letter(events, event);

        assertThat(service.tries(session)).isEqualTo(8);
        assertThat(effects(database)).isZero();
        assertThat(database.number("select count(*) from inbox where event_id = '" + event.id() + "' and consumer = '"
                        + InboxTestService.GROUP + "'"))
                .isZero();
        assertThat(header(letter, DeadLetterHeaders.TOPIC)).isEqualTo(Topics.SESSION_EVENTS);
        assertThat(header(letter, DeadLetterHeaders.CAUSE)).isEqualTo(DeadLetterHeaders.HANDLER_FAILED);
        assertThat(header(letter, DeadLetterHeaders.EXCEPTION)).isEqualTo(IllegalStateException.class.getName());
        assertThat(header(letter, "ce_type")).isEqualTo("session.deleted.v1");
    }

    @Test
    void badDataIsADeadLetterAtOnce(TestEvents events) {
        CloudEvent event = new CloudEvent(
                UUID.randomUUID().toString(),
                "/session-service",
                "session.deleted.v1",
                session,
                Instant.now(),
                "session",
                1L,
                null,
                null,
                null,
                null,
                "{\"session_id\":7}".getBytes(UTF_8));
        events.publish(Topics.SESSION_EVENTS, event);
        var nothing = new ProducerRecord<byte[], byte[]>(
                Topics.SESSION_EVENTS, session.getBytes(UTF_8), "no envelope".getBytes(UTF_8));
        events.send(nothing);

        assertThat(header(letter(events, event), DeadLetterHeaders.CAUSE)).contains("does not fit");
        events.awaitRecords(letters(), all -> all.stream()
                .anyMatch(record -> new String(record.value(), UTF_8).equals("no envelope")));
        assertThat(service.tries(session)).isZero();
    }

    @Test
    void anEventOlderThanTheInboxOrFromTheFutureIsADeadLetter(TestEvents events) {
        CloudEvent old = event(session, Instant.now().minus(Duration.ofDays(10)));
        CloudEvent future = event(session, Instant.now().plus(Duration.ofMinutes(10)));
        events.publish(Topics.SESSION_EVENTS, old);
        events.publish(Topics.SESSION_EVENTS, future);

        assertThat(header(letter(events, old), DeadLetterHeaders.CAUSE)).contains("older");
        assertThat(header(letter(events, future), DeadLetterHeaders.CAUSE)).contains("future");
        assertThat(service.tries(session)).isZero();
    }

    @Test
    void anOutageIsWaitedForInOrderAndWithoutADeadLetter(TestEvents events) {
        service.failWith(session, Fault.OUTAGE);
        List<CloudEvent> sent = IntStream.range(0, 5)
                .mapToObj(_ -> event(session, Instant.now()))
                .toList();
        sent.forEach(event -> events.publish(Topics.SESSION_EVENTS, event));
        await().atMost(Duration.ofSeconds(60)).until(() -> service.tries(session) > 10);

        service.behave();

        await().atMost(Duration.ofSeconds(60))
                .until(() -> service.applied(session).size() == sent.size());
        assertThat(service.applied(session))
                .isEqualTo(sent.stream().map(CloudEvent::id).toList());
    }

    /** Events of one session are in one partition: what was sent before this one has been worked on. */
    private void passTheQueue(TestEvents events) {
        CloudEvent last = event(session, Instant.now());
        events.publish(Topics.SESSION_EVENTS, last);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> service.applied(session).contains(last.id()));
    }

    private OutboxEvent deleted() {
        return new OutboxEvent("session", session, 1, "shop", new SessionDeleted(session, "shop"));
    }

    private long effects(TestDatabase database) {
        return database.number("select count(*) from effect where session = '" + session + "'");
    }
}
