package dev.steward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Timeouts are 2 s for the head of an answer and 3 s of silence inside a body. */
class UpstreamFailureIT extends Edge {

    private static final String INCIDENTS = "/api/v1/incidents";
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";

    @Test
    void answers503WhenNobodyListens() {
        RawAnswer answer = edge().get("/operations/cost-optimizer/dead-letters", EdgeTokens.of("olga", "operator"));

        assertProblem(answer, 503, "service-unavailable");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SSH-2.0-OpenSSH_9\r\n", "\0\1\2\3\r\n\r\n", "HTTP/1.1 twohundred OK\r\n\r\n"})
    void answers502ToGarbage(String garbage) {
        BROKEN.behaves(BrokenUpstream.says(garbage));

        assertProblem(edge().get(INCIDENTS, EdgeTokens.of("ann")), 502, "bad-gateway");
    }

    @Test
    void answers502WhenTheConnectionIsReset() {
        BROKEN.behaves(BrokenUpstream.saysAndResets(""));

        assertProblem(edge().get(INCIDENTS, EdgeTokens.of("ann")), 502, "bad-gateway");
    }

    @Test
    void answers502WhenTheConnectionIsResetInsideTheHead() {
        BROKEN.behaves(BrokenUpstream.saysAndResets(HEAD));

        assertProblem(edge().get(INCIDENTS, EdgeTokens.of("ann")), 502, "bad-gateway");
    }

    @Test
    void neverPassesHalfAnAnswerOffAsAWholeOne() {
        BROKEN.behaves(BrokenUpstream.saysAndResets(HEAD + "Content-Length: 100\r\n\r\nhalf"));
        RawAnswer withLength = edge().get(INCIDENTS, EdgeTokens.of("ann"));
        BROKEN.behaves(BrokenUpstream.saysAndResets(HEAD + "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"));
        RawAnswer chunked = edge().get(INCIDENTS, EdgeTokens.of("ann"));

        for (RawAnswer answer : List.of(withLength, chunked)) {
            assertThat(answer.status() == 502 || !answer.complete())
                    .as("%s", answer)
                    .isTrue();
        }
    }

    @Test
    void answers504WhenTheServiceStaysSilent() {
        BROKEN.behaves(BrokenUpstream.saysAndHangs(""));

        assertProblem(edge().get(INCIDENTS, EdgeTokens.of("ann")), 504, "gateway-timeout");
    }

    @Test
    void cutsAnAnswerThatFallsSilent() {
        BROKEN.behaves(BrokenUpstream.saysAndHangs(HEAD + "Content-Length: 100\r\n\r\nhalf"));

        RawAnswer answer = edge().get(INCIDENTS, EdgeTokens.of("ann"));

        assertThat(answer.status()).isIn(200, 504);
        assertThat(answer.status() == 200 && answer.complete()).isFalse();
    }

    @Test
    void waitsForASlowAnswerThatIsNotSilent() {
        SESSION.answers((_, response) -> response.sendString(
                Flux.interval(Duration.ofMillis(700)).take(5).map(String::valueOf)));

        RawAnswer answer = edge().get("/api/v1/sessions", EdgeTokens.of("ann"));

        assertThat(answer.text()).isEqualTo("01234");
        assertThat(answer.complete()).isTrue();
    }

    @Test
    void givesAnUploadAllTheTimeItNeeds() throws Exception {
        try (var socket = edge().connect()) {
            var out = socket.getOutputStream();
            out.write(("POST /api/v1/jobs HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 4\r\n"
                            + EdgeTokens.of("ann") + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            for (int i = 0; i < 4; i++) {
                // Longer than the timeout all in all, so a clock that starts with the request would run out.
                Mono.delay(Duration.ofMillis(700)).block();
                out.write('x');
                out.flush();
            }
            assertThat(RawHttp.read(socket).text()).isEqualTo("job-orchestrator");
        }
        assertThat(JOB.lastAsked().bodyBytes()).isEqualTo(4);
    }

    @Test
    void keepsServingOthersBesideAServiceThatHangs() {
        BROKEN.behaves(BrokenUpstream.saysAndHangs(""));
        Thread hanging = Thread.startVirtualThread(() -> edge().get(INCIDENTS, EdgeTokens.of("ann")));

        assertThat(edge().get("/api/v1/sessions", EdgeTokens.of("ann")).status())
                .isEqualTo(200);
        hanging.interrupt();
    }
}
