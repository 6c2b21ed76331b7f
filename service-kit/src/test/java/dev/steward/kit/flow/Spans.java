package dev.steward.kit.flow;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Where spans go in a test. */
final class Spans implements SpanExporter {

    private final Map<String, SpanData> byId = new ConcurrentHashMap<>();

    SpanData await(String spanId) {
        return Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> byId.get(spanId), span -> span != null);
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        spans.forEach(span -> byId.put(span.getSpanId(), span));
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
