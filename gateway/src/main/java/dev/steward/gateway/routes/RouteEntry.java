package dev.steward.gateway.routes;

import dev.steward.gateway.upstream.CallSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.HttpMethod;
import org.springframework.util.unit.DataSize;

/**
 * A route as YAML has it.
 *
 * @param methods which it is for; all if there are none
 * @param limits requests a minute to this route alone, by the plan of whoever asks; a plan that is not named has none
 * @param rewrite what the beginning of the path is replaced by, at most one
 */
record RouteEntry(
        @Nullable String id,
        @Nullable String upstream,
        @DefaultValue List<String> paths,
        @DefaultValue Set<HttpMethod> methods,
        @Nullable Duration timeout,
        @Nullable DataSize bodyLimit,
        @DefaultValue("if-idempotent") RetryClass retry,
        @DefaultValue("normal") Priority priority,
        @DefaultValue Map<LimitPlan, Integer> limits,
        @Nullable Rewrite rewrite) {

    private static final List<HttpMethod> KNOWN = List.of(HttpMethod.values());

    /** @param to what stands there instead */
    record Rewrite(String from, String to) {}

    /** Fails with {@link IllegalArgumentException} saying what is wrong. */
    RoutePlan plan(ServiceAccess access, CallSettings defaults) {
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException("it has no id");
        }
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("it has no paths");
        }
        Duration time = timeout == null ? defaults.timeout() : timeout;
        DataSize body = bodyLimit == null ? defaults.bodyLimit() : bodyLimit;
        if (!time.isPositive() || body.isNegative()) {
            throw new IllegalArgumentException("its timeout has to be positive, and its body-limit not negative");
        }
        if (methods.stream().anyMatch(method -> !KNOWN.contains(method))) {
            throw new IllegalArgumentException("its methods have to be among " + KNOWN);
        }
        if (limits.values().stream().anyMatch(limit -> limit < 1)) {
            throw new IllegalArgumentException("its limits have to be at least 1");
        }
        return new RoutePlan(id, String.valueOf(upstream), access, time, body, retry, priority, Map.copyOf(limits));
    }
}
