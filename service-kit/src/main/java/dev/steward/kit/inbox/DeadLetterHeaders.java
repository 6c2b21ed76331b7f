package dev.steward.kit.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What a dead letter carries besides the record it was: why it failed, and where and when the record was written. */
final class DeadLetterHeaders {

    static final String CAUSE = "steward_dlt_cause";
    /** The class of the exception, for whoever reads the topic itself; not part of the list. */
    static final String EXCEPTION = "steward_dlt_exception";

    static final String TOPIC = "steward_dlt_topic";
    static final String PARTITION = "steward_dlt_partition";
    static final String OFFSET = "steward_dlt_offset";
    static final String RECORDED = "steward_dlt_recorded";
    static final String FAILED = "steward_dlt_failed";
    /** The value was too large to be carried along; it is still at topic, partition and offset. */
    static final String VALUE_OMITTED = "steward_dlt_value_omitted";

    /** The cause of a letter that was not refused as bad data: the exception's own words may quote data or SQL. */
    static final String HANDLER_FAILED = "the handler failed; the log has the exception under the event's trace id";

    private DeadLetterHeaders() {}

    static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(UTF_8));
    }

    static String text(Headers headers, String name) {
        @Nullable Header header = headers.lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    static long number(Headers headers, String name) {
        String text = text(headers, name);
        return text.isEmpty() ? -1 : Long.parseLong(text);
    }

    static Instant time(Headers headers, String name, long fallbackMillis) {
        String text = text(headers, name);
        return text.isEmpty() ? Instant.ofEpochMilli(fallbackMillis) : Instant.parse(text);
    }
}
