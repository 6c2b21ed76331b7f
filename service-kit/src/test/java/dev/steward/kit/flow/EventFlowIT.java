package dev.steward.kit.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.kit.KitApplication;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.SuiteInfra;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatusCode;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;

@StewardIT(properties = {KitApplication.LOCATION, "steward.inbox.longest-pause=500ms"})
@AutoConfigureWebTestClient(timeout = "PT2M")
@Import(FlowService.class)
class EventFlowIT {

    private static final String TRACE = "5bf92f3577b34da6a3ce929d0e0e4736";

    @Autowired
    private WebTestClient http;

    @Autowired
    private FlowService.Restarts restarts;

    @Autowired
    private Spans spans;

    @BeforeEach
    void tables(TestDatabase database) {
        if (database.rows("select to_regclass('flow_effect') is null").contains("t")) {
            database.execute(FlowService.TABLES);
        }
    }

    @Test
    void crossesRequestOutboxBrokerAndConsumerInOneTraceWithRealParents(TestEvents events) {
        http.post()
                .uri("/flow/traced")
                .header("X-Trace-ID", TRACE)
                .exchange()
                .expectStatus()
                .isOk();

        CloudEvent first = event(events, Topics.SESSION_EVENTS);
        CloudEvent second = event(events, Topics.HEALING_EVENTS);

        SpanData request = spans.await(spanOf(first));
        assertThat(request.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(request.getTraceId()).isEqualTo(TRACE);
        SpanData consumer = spans.await(spanOf(second));
        assertThat(consumer.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(consumer.getTraceId()).isEqualTo(TRACE);
        assertThat(consumer.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(second.correlationId()).isEqualTo(TRACE).isEqualTo(first.correlationId());
        assertThat(second.causationId()).isEqualTo(first.id());
    }

    @Test
    void takesEffectOnceAndInOrderThroughRestartsOfBrokerAndDatabase(TestDatabase database, SuiteInfra infra)
            throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Flux.range(0, 300)
                .delayElements(Duration.ofMillis(20))
                .flatMap(i -> restarts.restart("chaos-" + i % 5).onErrorComplete(), 5)
                .doFinally(_ -> done.countDown())
                .subscribe();
        await().atMost(Duration.ofSeconds(60)).until(() -> effects(database) > 20);

        infra.killKafka();
        infra.restartKafka();
        await().atMost(Duration.ofSeconds(60)).until(() -> effects(database) > 60);
        infra.restartPostgresImmediate();
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(effects(database))
                .isEqualTo(database.number("select sum(event_sequence) from flow_session where id like 'chaos-%'")));
        // Numbered in the order they were written, the effects of a session are its sequence without gap or repetition.
        assertThat(database.rows("""
                        select session, sequence, expected from (
                            select session, sequence, row_number() over (partition by session order by position) expected
                            from flow_effect) numbered
                        where sequence <> expected""")).isEmpty();
        http.post().uri("/flow/afterwards").exchange().expectStatus().value(code -> assertThat(
                        HttpStatusCode.valueOf(code).is2xxSuccessful())
                .isTrue());
    }

    private static CloudEvent event(TestEvents events, String topic) {
        return events
                .await(topic, seen -> seen.stream()
                        .anyMatch(event -> event.subject().equals("traced")))
                .stream()
                .filter(event -> event.subject().equals("traced"))
                .findFirst()
                .orElseThrow();
    }

    private static String spanOf(CloudEvent event) {
        return event.traceparent().split("-")[2];
    }

    private static long effects(TestDatabase database) {
        try {
            return database.number("select count(*) from flow_effect where session like 'chaos-%'");
        } catch (AssertionError restarting) {
            return -1;
        }
    }
}
