package dev.steward.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.steward.gateway.security.Identity;
import dev.steward.kit.security.Caller;
import dev.steward.kit.web.Correlation;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.HandlerMapping;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class AccessLogFilterTest {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("access");

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final MockServerWebExchange exchange =
            MockServerWebExchange.from(MockServerHttpRequest.get("/api/v1/secrets/hush?token=hush")
                    .header("Authorization", "Bearer hush")
                    .header("Cookie", "a=hush"));

    @BeforeEach
    void listen() {
        lines.start();
        LOG.addAppender(lines);
        exchange.getAttributes().put(Correlation.KEY, "trace-1");
    }

    @AfterEach
    void stop() {
        LOG.detachAppender(lines);
    }

    @Test
    void saysHowARequestEndedAndNothingThatWasWritten() {
        exchange.getAttributes()
                .put(
                        Identity.ATTRIBUTE,
                        new Identity.Known(new Caller(
                                "u1",
                                "ann",
                                "sid",
                                Set.of(),
                                Map.of(),
                                Instant.EPOCH,
                                Instant.MAX,
                                null,
                                null,
                                null,
                                null)));
        exchange.getAttributes().put(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/api/v1/secrets/{id}");
        exchange.getResponse().setStatusCode(HttpStatus.ACCEPTED);

        filter(exchange.getResponse().setComplete());

        assertThat(said())
                .containsEntry("method", "GET")
                .containsEntry("route", "/api/v1/secrets/{id}")
                .containsEntry("status", "202")
                .containsEntry("caller", "u1")
                .containsKey("duration_ms")
                .doesNotContainKeys("decision_id", "cut");
        assertThat(lines.list.getFirst().getMDCPropertyMap()).containsEntry("trace_id", "trace-1");
        assertThat(said() + lines.list.getFirst().getFormattedMessage()).doesNotContain("hush");
    }

    @Test
    void namesTheDecisionOfARefusalOnceItIsAnswered() {
        Problem refusal = new Problem(ProblemCode.FORBIDDEN, "no").member("decision_id", "d1");

        StepVerifier.create(new AccessLogFilter().filter(exchange, _ -> Mono.error(refusal)))
                .verifyErrorMatches(refusal::equals);
        assertThat(lines.list).isEmpty();
        exchange.getResponse().setStatusCode(HttpStatus.FORBIDDEN);
        exchange.getResponse().setComplete().block();

        assertThat(said())
                .containsEntry("status", "403")
                .containsEntry("decision_id", "d1")
                .containsEntry("route", "none")
                .doesNotContainKey("cut");
    }

    @Test
    void saysThatAnAnswerBrokeOff() {
        Mono<Void> broken = exchange.getResponse().setComplete().then(Mono.error(new IllegalStateException("gone")));

        StepVerifier.create(new AccessLogFilter().filter(exchange, _ -> broken)).verifyError();

        assertThat(said()).containsEntry("cut", "true");
    }

    @Test
    void saysWhatWasCutShort() {
        StepVerifier.create(new AccessLogFilter().filter(exchange, _ -> Mono.never()))
                .thenCancel()
                .verify();

        assertThat(said()).containsEntry("cut", "true");
    }

    @ParameterizedTest
    @CsvSource({"OK, 101", "TOO_MANY_REQUESTS, 429"})
    void saysWhetherASocketWasOpened(HttpStatus answered, String said) {
        var handshake = MockServerWebExchange.from(MockServerHttpRequest.get("/ws/events")
                .header("Connection", "Upgrade")
                .header("Upgrade", "websocket"));
        handshake.getResponse().setStatusCode(answered);

        new AccessLogFilter()
                .filter(handshake, _ -> handshake.getResponse().setComplete())
                .block();

        assertThat(said()).containsEntry("status", said);
    }

    @Test
    void saysNothingWhenItIsTurnedOff() {
        LOG.setLevel(ch.qos.logback.classic.Level.WARN);
        try {
            filter(exchange.getResponse().setComplete());
        } finally {
            LOG.setLevel(null);
        }

        assertThat(lines.list).isEmpty();
    }

    private void filter(Mono<Void> answer) {
        new AccessLogFilter().filter(exchange, _ -> answer).block();
    }

    private Map<String, String> said() {
        assertThat(lines.list).hasSize(1);
        return lines.list.getFirst().getKeyValuePairs().stream()
                .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
    }
}
