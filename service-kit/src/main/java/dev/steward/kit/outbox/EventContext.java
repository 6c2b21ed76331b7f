package dev.steward.kit.outbox;

import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.web.Correlation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** What an event inherits from the work it is appended in: correlation, cause and span, by way of the Reactor context. */
public final class EventContext {

    private static final String CAUSE = EventContext.class.getName() + ".cause";

    private final @Nullable Tracer tracer;

    EventContext(@Nullable Tracer tracer) {
        this.tracer = tracer;
    }

    /** The context of work that an event set off: what it appends has the same correlation, and the event as its cause. */
    public static Context causedBy(CloudEvent event) {
        Context context = Context.of(CAUSE, event.id());
        return event.correlationId() == null
                ? context
                : context.putAll(Correlation.with(event.correlationId()).readOnly());
    }

    static @Nullable String causationId(ContextView context) {
        return context.getOrDefault(CAUSE, null);
    }

    /** Without one, the trace the work belongs to stands in: an event is never without correlation. */
    String correlationId(ContextView context) {
        String correlation = Correlation.of(context);
        if (correlation != null) {
            return correlation;
        }
        TraceContext span = span(context);
        return span == null ? Correlation.fresh() : span.traceId();
    }

    /** The current span, else a root of the trace the correlation id names, so that what follows is one trace. */
    @Nullable
    String traceparent(ContextView context, String correlationId) {
        TraceContext span = span(context);
        if (span != null) {
            return "00-" + span.traceId() + "-" + span.spanId() + (isSampled(span) ? "-01" : "-00");
        }
        return Correlation.isTraceId(correlationId)
                ? "00-" + correlationId + "-" + Correlation.fresh().substring(0, 16) + "-01"
                : null;
    }

    private static boolean isSampled(TraceContext span) {
        return Boolean.TRUE.equals(span.sampled());
    }

    private @Nullable TraceContext span(ContextView context) {
        Observation observation = context.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
        TracingContext tracing =
                observation == null ? null : observation.getContextView().get(TracingContext.class);
        Span span = tracing == null ? null : tracing.getSpan();
        if (span == null && tracer != null) {
            span = tracer.currentSpan();
        }
        return span == null ? null : span.context();
    }
}
