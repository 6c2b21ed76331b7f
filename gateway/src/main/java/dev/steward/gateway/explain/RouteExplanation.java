package dev.steward.gateway.explain;

import dev.steward.gateway.routes.RoutePlan;
import dev.steward.gateway.upstream.Instance;
import dev.steward.gateway.upstream.Instances;
import dev.steward.kit.security.Route;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a request.
 *
 * @param status with which it would be refused whoever asks; null if a service is asked
 * @param detail why it would be refused; null if a service is asked
 * @param route what applies; null if no route matches
 */
record RouteExplanation(
        String method,
        String path,
        @Nullable Integer status,
        @Nullable String detail,
        @Nullable MatchedRoute route) {

    /**
     * The route that matches.
     *
     * @param need {@code nothing}, {@code token}, {@code project} or {@code platform}; null if the service has no such route
     * @param resource what the permission is about; null where none is needed
     * @param action what may be done to it by the permission; null where none is needed
     * @param pattern the service's own route; null if it has none
     * @param limits requests a minute to this route alone, by plan
     * @param timeout ISO-8601, to the head of the answer
     */
    record MatchedRoute(
            String id,
            @Nullable String pattern,
            @Nullable String need,
            @Nullable String resource,
            @Nullable String action,
            Map<String, Integer> limits,
            Duration timeout,
            String retry,
            String priority,
            long bodyLimitBytes,
            String upstream,
            List<InstanceState> instances) {

        static MatchedRoute of(RoutePlan plan, @Nullable Route access, @Nullable Instances instances) {
            String permission = access == null ? "" : access.permission();
            int colon = permission.indexOf(':');
            return new MatchedRoute(
                    plan.id(),
                    access == null ? null : access.pattern().getPatternString(),
                    access == null ? null : wireName(access.need()),
                    colon < 0 ? null : permission.substring(0, colon),
                    colon < 0 ? null : permission.substring(colon + 1),
                    limitsOf(plan),
                    plan.timeout(),
                    wireName(plan.retry()),
                    wireName(plan.priority()),
                    plan.bodyLimit().toBytes(),
                    plan.upstream(),
                    instances == null
                            ? List.of()
                            : instances.all().stream().map(InstanceState::of).toList());
        }
    }

    private static Map<String, Integer> limitsOf(RoutePlan plan) {
        Map<String, Integer> limits = new TreeMap<>();
        plan.limits().forEach((of, limit) -> limits.put(of.wireName(), limit));
        return limits;
    }

    /**
     * An instance of the service.
     *
     * @param state {@code in} or {@code left-out}
     * @param underWay calls that it has to answer now
     */
    record InstanceState(String address, String state, int underWay) {

        static InstanceState of(Instance instance) {
            return new InstanceState(
                    instance.address().toString(), instance.leftOut() ? "left-out" : "in", instance.underWay());
        }
    }

    private static String wireName(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
