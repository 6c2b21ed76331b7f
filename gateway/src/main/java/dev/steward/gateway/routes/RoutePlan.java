package dev.steward.gateway.routes;

import dev.steward.gateway.upstream.CallSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/** What applies to calls of one route, as its metadata in YAML says or else as the settings do. */
public record RoutePlan(String upstream, Duration timeout, DataSize bodyLimit) {

    private static final Set<String> KEYS = Set.of("upstream", "timeout", "body-limit");

    /** Fails with {@link IllegalArgumentException} saying what is wrong. */
    static RoutePlan from(Map<String, ?> metadata, CallSettings defaults) {
        Set<String> unknown = new TreeSet<>(metadata.keySet());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown metadata " + unknown);
        }
        String upstream = text(metadata, "upstream");
        if (upstream == null) {
            throw new IllegalArgumentException("metadata upstream is missing");
        }
        String timeout = text(metadata, "timeout");
        String bodyLimit = text(metadata, "body-limit");
        return new RoutePlan(
                upstream,
                timeout == null ? defaults.timeout() : DurationStyle.detectAndParse(timeout),
                bodyLimit == null ? defaults.bodyLimit() : DataSize.parse(bodyLimit));
    }

    private static @Nullable String text(Map<String, ?> metadata, String key) {
        Object value = metadata.get(key);
        return value == null ? null : value.toString();
    }
}
