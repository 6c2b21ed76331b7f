package dev.steward.kit.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import reactor.core.publisher.Mono;

class TraceparentHandlerDecoratorTest {

    private static final String ID = "5bf92f3577b34da6a3ce929d0e0e4736";
    private static final String OWN = "00-" + ID + "-00f067aa0ba902b7-01";
    private static final String OTHER = "00-aaaabbbbccccddddaaaabbbbccccdddd-00f067aa0ba902b7-01";

    @Test
    void aTraceIdOfTheRightShapeIsTheTraceIdOfW3c() {
        assertThat(handled(ID, null).getFirst("traceparent")).matches("00-" + ID + "-[0-9a-f]{16}-01");
    }

    @Test
    void aTraceIdWinsOverAnotherTrace() {
        HttpHeaders handled = handled(ID, OTHER);

        assertThat(handled.get("traceparent")).singleElement().asString().matches("00-" + ID + "-[0-9a-f]{16}-01");
        assertThat(handled.get("tracestate")).isNull();
        assertThat(handled(ID, "nonsense").getFirst("traceparent")).startsWith("00-" + ID + "-");
    }

    @Test
    void theParentInTheSameTraceStays() {
        HttpHeaders handled = handled(ID, OWN);

        assertThat(handled.get("traceparent")).containsExactly(OWN);
        assertThat(handled.get("tracestate")).containsExactly("vendor=1");
    }

    @Test
    void anotherShapeLeavesTheTraceAlone() {
        assertThat(handled("my-trace.1", OTHER).get("traceparent")).containsExactly(OTHER);
        assertThat(handled("0".repeat(32), OTHER).get("traceparent")).containsExactly(OTHER);
    }

    private static HttpHeaders handled(String traceId, String traceparent) {
        var request = MockServerHttpRequest.get("/").header(Correlation.HEADER, traceId);
        if (traceparent != null) {
            request.header("traceparent", traceparent).header("tracestate", "vendor=1");
        }
        AtomicReference<HttpHeaders> seen = new AtomicReference<>(new HttpHeaders());
        new TraceparentHandlerDecorator()
                .apply((handled, _) -> Mono.fromRunnable(() -> seen.set(handled.getHeaders())))
                .handle(request.build(), new MockServerHttpResponse())
                .block();
        return seen.get();
    }
}
