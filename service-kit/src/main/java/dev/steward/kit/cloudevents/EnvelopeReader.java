package dev.steward.kit.cloudevents;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the attributes of one event, whichever mode they came in. */
final class EnvelopeReader {

    private static final int MAX_LENGTH = 512;
    private static final Pattern TRACEPARENT =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private static final Pattern CORRELATION_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Map<Attribute, String> values = new EnumMap<>(Attribute.class);

    EnvelopeReader(Function<Attribute, @Nullable String> source) {
        for (Attribute attribute : Attribute.values()) {
            String value = source.apply(attribute);
            if (value != null) {
                values.put(attribute, checked(attribute, value));
            }
        }
    }

    /**
     * Builds the event from what the attributes say.
     *
     * @param subject stands in for a missing subject
     * @param time stands in for a missing time
     */
    CloudEvent read(String subject, Instant time, byte[] data) {
        String version = required(Attribute.SPECVERSION);
        if (!version.equals("1.0")) {
            throw new BadEventException("specversion is not 1.0");
        }
        return new CloudEvent(
                required(Attribute.ID),
                required(Attribute.SOURCE),
                required(Attribute.TYPE),
                values.getOrDefault(Attribute.SUBJECT, subject),
                time(time),
                values.get(Attribute.AGGREGATETYPE),
                sequence(),
                values.get(Attribute.PROJECTID),
                usable(Attribute.CORRELATIONID, CORRELATION_ID),
                values.get(Attribute.CAUSATIONID),
                usable(Attribute.TRACEPARENT, TRACEPARENT),
                data);
    }

    private static String checked(Attribute attribute, String value) {
        return checked(attribute.wireName(), value);
    }

    static String checked(String attribute, String value) {
        if (value.length() > MAX_LENGTH) {
            throw new BadEventException(attribute + " is longer than " + MAX_LENGTH + " characters");
        }
        if (value.chars().anyMatch(c -> Character.isISOControl(c) || c == '\uFFFD')) {
            throw new BadEventException(attribute + " holds control characters or is not UTF-8");
        }
        return value;
    }

    private String required(Attribute attribute) {
        String value = values.get(attribute);
        if (value == null || value.isBlank()) {
            throw new BadEventException(attribute.wireName() + " is missing");
        }
        return value;
    }

    private Instant time(Instant fallback) {
        String text = values.get(Attribute.TIME);
        try {
            return text == null ? fallback : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new BadEventException("time is not an RFC 3339 timestamp", e);
        }
    }

    private @Nullable Long sequence() {
        String text = values.get(Attribute.SEQUENCE);
        if (text == null) {
            return null;
        }
        try {
            long sequence = Long.parseLong(text);
            if (sequence > 0) {
                return sequence;
            }
        } catch (NumberFormatException _) {
            // said below, as for zero
        }
        throw new BadEventException("sequence is not a positive whole number");
    }

    /** Tracing must never be the reason an event is refused: an id that cannot be used is none. */
    private @Nullable String usable(Attribute attribute, Pattern shape) {
        String text = values.get(attribute);
        return text != null && shape.matcher(text).matches() ? text : null;
    }
}
