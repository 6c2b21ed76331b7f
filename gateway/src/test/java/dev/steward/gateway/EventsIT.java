package dev.steward.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.SuiteInfra;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.testing.TestSecurity;
import dev.steward.kit.testing.TestTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Events of other systems through the gateway, with a broker and a database that come and go. */
@StewardIT(properties = "steward.gateway.limits.basic=100000")
@Import(TestSecurity.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EventsIT {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String ONE = "Content-Type: application/cloudevents+json";
    private static final String MANY = "Content-Type: application/cloudevents-batch+json; charset=utf-8";
    private static final String ALERT = """
            {"fingerprint":"f1","name":"DiskFull","severity":"critical","labels":{},"starts_at":"2026-03-01T12:00:00Z"}""";

    @LocalServerPort
    private int port;

    @Autowired
    private TestTokens tokens;

    @Test
    void publishesABinaryEventWithAllThatItSays(TestEvents events) {
        RawAnswer answer = post(
                ALERT,
                "Content-Type: application/json",
                "ce-specversion: 1.0",
                "ce-id: binary%201",
                "ce-source: /ci/builds",
                "ce-type: alert.fired.v1",
                "ce-subject: build-1",
                "ce-projectid: shop",
                "ce-severitytext: bad",
                "X-Trace-ID: trace-1");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        assertThat(answer.json().get("accepted").asInt()).isEqualTo(1);
        ConsumerRecord<byte[], byte[]> record = published(events, "binary 1").getFirst();
        assertThat(new String(record.key(), UTF_8)).isEqualTo("build-1");
        assertThat(new String(record.value(), UTF_8)).isEqualTo(ALERT);
        assertThat(header(record, "ce_source")).isEqualTo("/ci/builds");
        assertThat(header(record, "ce_projectid")).isEqualTo("shop");
        assertThat(header(record, "ce_severitytext")).isEqualTo("bad");
        assertThat(header(record, "ce_correlationid")).isEqualTo("trace-1");
    }

    @Test
    void publishesABatchAndEachOfItOnce(TestEvents events) {
        assertThat(accepted(post(event("batch-1", "com.example.push", "1"), ONE)))
                .isEqualTo("1/0");
        String batch = "[" + event("batch-1", "com.example.push", "1") + ","
                + event("batch-2", "com.example.push", "[]") + "," + event("batch-2", "com.example.push", "[]") + "]";

        assertThat(accepted(post(batch, MANY))).isEqualTo("1/2");
        assertThat(accepted(post(batch, MANY))).isEqualTo("0/3");
        assertThat(accepted(post("[]", MANY))).isEqualTo("0/0");
        assertThat(published(events, "batch-1")).hasSize(1);
        assertThat(published(events, "batch-2")).hasSize(1);
    }

    @Test
    void publishesWhatManySendAtOnceOnce(TestEvents events) throws ExecutionException, InterruptedException {
        String[] batches = {
            "[" + event("race-1", "a.b", "1") + "," + event("race-2", "a.b", "1") + "]",
            "[" + event("race-2", "a.b", "1") + "," + event("race-1", "a.b", "1") + "]"
        };
        List<Future<RawAnswer>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 20).forEach(i -> answers.add(threads.submit(() -> post(batches[i % 2], MANY))));
        }
        int accepted = 0;
        for (Future<RawAnswer> answer : answers) {
            assertThat(answer.get().status()).as(answer.get().toString()).isEqualTo(202);
            accepted += answer.get().json().get("accepted").asInt();
        }

        assertThat(accepted).isEqualTo(2);
        assertThat(published(events, "race-1")).hasSize(1);
        assertThat(published(events, "race-2")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "session.started.v1  | /ci/x       | type-reserved",
                "budget.exceeded.v1  | /elsewhere  | type-reserved",
                "alert.fired.v1      | /cinema     | source-not-registered",
                "alert.fired.v1      | /ci/../x    | source-not-registered",
                "alert.fired.v1      | /session-service | source-not-registered",
            })
    void refusesTypesThenSourcesThenData(String type, String source, String reason) {
        String event = event("refused", type, "{}").replace("/ci/x", source);
        RawAnswer answer = post("[{\"type\":7}," + event + "]", MANY);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
        assertThat(answer.json().get("reason").asString()).isEqualTo(reason);
    }

    @Test
    void takesFromWhoeverHasNoSourceOfTheirOwnWhatIsBelowTheirId() {
        String token = tokens.token("ann", "events:publish");

        assertThat(accepted(as(event("own", "a.b", "1").replace("/ci/x", "/callers/ann/x"), ONE, token)))
                .isEqualTo("1/0");
        for (String source : List.of("/callers/anna", "/ci/x")) {
            RawAnswer answer = as(event("other", "a.b", "1").replace("/ci/x", source), ONE, token);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.json().get("detail").asString()).contains("/callers/ann.");
        }
        assertThat(post(event("mine", "a.b", "1").replace("/ci/x", "/callers/ci"), ONE)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void namesAllThatIsWrongAndPublishesNothingOfIt(TestEvents events) {
        String batch = "[" + event("good", "alert.fired.v1", ALERT) + ","
                + event(
                        "bad-1",
                        "alert.fired.v1",
                        ALERT.replace("critical", "awful").replace("2026-", "x"))
                + "," + event("bad-2", "usage.recorded.v1", "{}") + ",{\"type\":\"a\"},"
                + event("bad-3", "a.b", "1").replace("\"id\"", "\"time\":\"2999-01-01T00:00:00Z\",\"id\"") + "]";
        RawAnswer answer = post(batch, MANY);

        assertThat(answer.status()).isEqualTo(400);
        List<String> fields = answer.json()
                .get("errors")
                .valueStream()
                .map(error -> error.get("field").asString())
                .toList();
        assertThat(fields)
                .contains(
                        "[1].data.severity",
                        "[1].data.starts_at",
                        "[2].data.project_id",
                        "[2].data.quantity",
                        "[3]",
                        "[4].time")
                .noneMatch(field -> field.startsWith("[0]"));
        assertThat(answer.text()).doesNotContain("awful");
        assertThat(accepted(post(event("after-bad", "a.b", "1"), ONE))).isEqualTo("1/0");
        published(events, "after-bad");
        assertThat(events.awaitRecords(Topics.PLATFORM_SIGNALS, all -> !all.isEmpty()))
                .noneMatch(record -> header(record, "ce_id").equals("good"));
    }

    @Test
    void answersWhatIsNoEventOrNotAllowed() {
        assertThat(RawHttp.to(port)
                        .send("POST", "/api/v1/events", List.of(ONE), new byte[] {'1'})
                        .status())
                .isEqualTo(401);
        assertThat(as(event("x", "a.b", "1"), ONE, tokens.token("ann")).status())
                .isEqualTo(403);
        assertThat(post("{}", "Content-Type: text/plain").status()).isEqualTo(415);
        assertThat(post("{}", "Content-Type: application/cloudevents+avro").status())
                .isEqualTo(415);
        assertThat(post("{", ONE).status()).isEqualTo(400);
        assertThat(post("{}", MANY).status()).isEqualTo(400);
        assertThat(post("{}", "Content-Type: application/json")
                        .json()
                        .get("errors")
                        .toString())
                .contains("missing");
        assertThat(post(
                                IntStream.range(0, 101)
                                        .mapToObj(i -> event("m" + i, "a.b", "1"))
                                        .collect(Collectors.joining(",", "[", "]")),
                                MANY)
                        .status())
                .isEqualTo(413);
        assertThat(post("[" + " ".repeat(1 << 20) + "]", MANY).status()).isEqualTo(413);
        assertThat(RawHttp.to(port)
                        .send("PUT", "/api/v1/events", List.of(), new byte[0])
                        .status())
                .isEqualTo(405);
    }

    @Test
    void findsWhatWasPublishedBeforeACrash(TestEvents events, TestDatabase database) {
        assertThat(accepted(post(event("crash-1", "a.b", "1"), ONE))).isEqualTo("1/0");
        database.execute("""
                update event_intake set published = false, leased_to = now() - interval '1 second', owner = gen_random_uuid()""");
        String batch = "[" + event("crash-1", "a.b", "1") + "," + event("crash-2", "a.b", "1") + "]";

        assertThat(accepted(post(batch, MANY))).isEqualTo("1/1");
        assertThat(published(events, "crash-1")).hasSize(1);
        assertThat(published(events, "crash-2")).hasSize(1);
    }

    @Test
    void forgetsAfterADay(TestEvents events, TestDatabase database) {
        assertThat(accepted(post(event("old", "a.b", "1"), ONE))).isEqualTo("1/0");
        database.execute("update event_intake set begun_at = now() - interval '25 hours'");

        assertThat(accepted(post(event("old", "a.b", "1"), ONE))).isEqualTo("1/0");
        assertThat(accepted(post(event("old", "a.b", "1"), ONE))).isEqualTo("0/1");
        assertThat(published(events, "old")).hasSize(2);
    }

    @Test
    @Order(1)
    void takesNothingInWithoutItsDatabase(SuiteInfra infra, TestEvents events) {
        infra.killPostgres();
        try {
            RawAnswer answer = post(event("no-database", "a.b", "1"), ONE);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotEmpty();
        } finally {
            infra.restartPostgres();
        }
        awaitAccepted(event("no-database", "a.b", "1"));
        assertThat(published(events, "no-database")).hasSize(1);
    }

    @Test
    @Order(2)
    void publishesOnceWhatIsSentAgainAfterTheBrokerWasAway(SuiteInfra infra, TestEvents events) {
        assertThat(accepted(post(event("before", "a.b", "1"), ONE))).isEqualTo("1/0");
        infra.killKafka();
        try {
            RawAnswer answer = post(event("no-broker", "a.b", "1"), ONE);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotEmpty();
        } finally {
            infra.restartKafka();
        }
        awaitAccepted(event("no-broker", "a.b", "1"));
        assertThat(published(events, "no-broker")).hasSize(1);
    }

    private void awaitAccepted(String event) {
        await().atMost(DEADLINE).until(() -> post(event, ONE).status() == 202);
        assertThat(post(event, ONE).json().get("duplicates").asInt()).isEqualTo(1);
    }

    /** Those with the id, once one that is sent after them is there. */
    private List<ConsumerRecord<byte[], byte[]>> published(TestEvents events, String id) {
        String last = UUID.randomUUID().toString();
        // In the partition of the other, so that it is read after it.
        assertThat(accepted(post(event(last, "a.b", "1"), ONE))).isEqualTo("1/0");
        return events
                .awaitRecords(
                        Topics.PLATFORM_SIGNALS,
                        all -> all.stream().anyMatch(record -> header(record, "ce_id")
                                        .equals(id))
                                && all.stream().anyMatch(record -> header(record, "ce_id")
                                        .equals(last)))
                .stream()
                .filter(record -> header(record, "ce_id").equals(id))
                .toList();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private static String event(String id, String type, String data) {
        return """
                {"specversion":"1.0","id":"%s","source":"/ci/x","type":"%s","subject":"build-1","data":%s}""".formatted(id, type, data);
    }

    private static String accepted(RawAnswer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return answer.json().get("accepted").asInt() + "/"
                + answer.json().get("duplicates").asInt();
    }

    private RawAnswer post(String body, String... headers) {
        return as(body, String.join("\r\n", headers), tokens.token("ci", claims -> claims.claim(
                        "roles", List.of("events:publish"))
                .claim("event_source", "/ci")));
    }

    private RawAnswer as(String body, String headers, String token) {
        List<String> all = new ArrayList<>(List.of(headers.split("\r\n")));
        all.add("Authorization: Bearer " + token);
        return RawHttp.to(port).send("POST", "/api/v1/events", all, body.getBytes(UTF_8));
    }
}
