package dev.steward.kit.inbox;

import static dev.steward.kit.inbox.SessionRecords.event;
import static dev.steward.kit.inbox.SessionRecords.header;
import static dev.steward.kit.inbox.SessionRecords.letter;
import static dev.steward.kit.inbox.SessionRecords.letters;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.Topics;
import dev.steward.kit.KitApplication;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.cloudevents.CloudEventCodec;
import dev.steward.kit.inbox.InboxTestService.Fault;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.testing.TestSecurity;
import dev.steward.kit.testing.TestTokens;
import dev.steward.kit.web.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What became of events that could not be handled, and trying them again. */
@StewardIT(
        properties = {KitApplication.LOCATION, "steward.inbox.first-pause=10ms", "steward.inbox.longest-pause=200ms"})
@AutoConfigureWebTestClient(timeout = "PT2M")
@Import({TestSecurity.class, InboxTestService.class})
class DeadLettersIT {

    @Autowired
    private InboxTestService service;

    @Autowired
    private WebTestClient http;

    @Autowired
    private TestTokens tokens;

    private final String session = UUID.randomUUID().toString();

    @BeforeEach
    void healthy(TestDatabase database) {
        database.execute("create table if not exists effect (session text not null)");
        service.behave();
    }

    @Test
    void aDeadLetterIsReplayedToTheFailedGroupOnceAndAudited(TestEvents events, TestDatabase database) {
        service.failWith(session, Fault.BUG);
        CloudEvent event = event(session, Instant.now());
        events.publish(Topics.SESSION_EVENTS, event);
        long offset = letter(events, event).offset();
        int seenByTheOther = service.seenByOther(session);
        service.behave();

        operator()
                .replay(offset)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.replays[0].outcome")
                .isEqualTo("applied");
        operator()
                .replay(offset)
                .expectBody()
                .jsonPath("$.replays[0].outcome")
                .isEqualTo("already-applied")
                .jsonPath("$.replays.length()")
                .isEqualTo(2)
                .jsonPath("$.replays[0].replayed_by")
                .isEqualTo("op");

        assertThat(effects(database)).isEqualTo(1);
        assertThat(service.seenByOther(session)).isEqualTo(seenByTheOther);
        operator()
                .list("?group=" + InboxTestService.GROUP + "&page_size=100")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items[?(@.event_id=='" + event.id() + "')].replays.length()")
                .isEqualTo(2);
    }

    @Test
    void aReplayFindsTheMarkOfAnEventThatSaysNoTime(TestEvents events, TestDatabase database) {
        service.failWith(session, Fault.BUG);
        CloudEvent event = event(session, Instant.now());
        Instant recorded = Instant.now().minus(Duration.ofDays(2));
        var record = new CloudEventCodec(WireJson.lenient()).encode(Topics.SESSION_EVENTS, event);
        record.headers().remove("ce_time");
        events.send(new ProducerRecord<>(
                record.topic(), null, recorded.toEpochMilli(), record.key(), record.value(), record.headers()));
        long offset = letter(events, event).offset();
        service.behave();

        operator().replay(offset).expectBody().jsonPath("$.replays[0].outcome").isEqualTo("applied");
        operator().replay(offset).expectBody().jsonPath("$.replays[0].outcome").isEqualTo("already-applied");

        assertThat(database.rows("select event_day from inbox where event_id = '" + event.id() + "' and consumer = '"
                        + InboxTestService.GROUP + "'"))
                .containsExactly(recorded.atOffset(ZoneOffset.UTC).toLocalDate().toString());
    }

    @Test
    void aReplayThatFailsIsAuditedAndLeavesNothingElse(TestEvents events, TestDatabase database) {
        service.failWith(session, Fault.BUG);
        CloudEvent event = event(session, Instant.now());
        events.publish(Topics.SESSION_EVENTS, event);
        long offset = letter(events, event).offset();

        operator()
                .replay(offset)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.replays[0].outcome")
                .isEqualTo("failed")
                .jsonPath("$.replays[0].detail")
                .isEqualTo(DeadLetterHeaders.HANDLER_FAILED);

        assertThat(effects(database)).isZero();
    }

    @Test
    void listsTheLettersOfAllGroupsNewestFirst(TestEvents events) {
        CloudEvent old = event(session, Instant.now().minus(Duration.ofDays(10)));
        events.publish(Topics.SESSION_EVENTS, old);
        letter(events, old);
        events.awaitRecords(Topics.deadLetters("kit-test.second"), all -> all.stream()
                .anyMatch(letter -> old.id().equals(header(letter, "ce_id"))));

        operator()
                .list("?page_size=2")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items[*].event_id")
                .isEqualTo(List.of(old.id(), old.id()))
                .jsonPath("$.items[0].cause")
                .value(String.class, cause -> assertThat(cause).contains("older"));
        assertThat(events.settings(letters())).containsEntry("partitions", "1");
    }

    @Test
    void deadLettersAreForOperatorsAndKnownGroups(TestEvents events) {
        events.createTopics(letters());
        new DeadLetterClient(http, tokens.token("dev"))
                .list("?group=" + InboxTestService.GROUP)
                .expectStatus()
                .isForbidden();
        operator().list("?group=somebody-else").expectStatus().isBadRequest();
        operator().replay(1_000_000).expectStatus().isNotFound();
    }

    private DeadLetterClient operator() {
        return new DeadLetterClient(http, tokens.token("op", "operator"));
    }

    private long effects(TestDatabase database) {
        return database.number("select count(*) from effect where session = '" + session + "'");
    }
}
