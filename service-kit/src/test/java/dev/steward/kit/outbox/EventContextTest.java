package dev.steward.kit.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.web.Correlation;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import reactor.util.context.Context;

class EventContextTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final EventContext inherited = new EventContext(null);

    @Test
    void handsCorrelationAndCauseOnToWhatAnEventSetsOff() {
        Context context = EventContext.causedBy(event("e-1", "order-4711"));

        assertThat(inherited.correlationId(context)).isEqualTo("order-4711");
        assertThat(EventContext.causationId(context)).isEqualTo("e-1");
    }

    @Test
    void makesACorrelationForWorkThatHasNone() {
        assertThat(inherited.correlationId(Context.empty())).matches("[0-9a-f]{32}");
        assertThat(EventContext.causationId(Context.empty())).isNull();
    }

    @Test
    void startsTheTraceTheCorrelationNamesWhereThereIsNoSpan() {
        assertThat(inherited.traceparent(Correlation.with(TRACE), TRACE)).matches("00-" + TRACE + "-[0-9a-f]{16}-01");
        assertThat(inherited.traceparent(Context.empty(), "order-4711")).isNull();
    }

    private static CloudEvent event(String id, String correlationId) {
        return new CloudEvent(
                id,
                "/other",
                "t.v1",
                "s",
                Instant.EPOCH,
                null,
                null,
                null,
                correlationId,
                null,
                null,
                "{}".getBytes(UTF_8));
    }
}
