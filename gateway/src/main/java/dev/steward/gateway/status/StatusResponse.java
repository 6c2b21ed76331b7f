package dev.steward.gateway.status;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the suite does.
 *
 * @param state {@code up}, {@code degraded} or {@code down}: the worst of its services
 */
public record StatusResponse(Instant at, Health state, List<ServiceStatus> services) {

    public StatusResponse {
        services = List.copyOf(services);
    }

    /**
     * How a service does.
     *
     * @param details null for whoever may not see them
     */
    public record ServiceStatus(
            String service, Health state, @Nullable Details details) {}

    /**
     * What is known of a service.
     *
     * @param outboxDepth events that wait to be published; null if nobody knows
     * @param outboxOldestSeconds how long the oldest of them has waited; null if nobody knows
     * @param consumerLag events that wait to be handled, by consumer group; a group is missing while nobody knows
     */
    public record Details(
            List<InstanceStatus> instances,
            List<BreakerStatus> breakers,
            @Nullable Long outboxDepth,
            @Nullable Long outboxOldestSeconds,
            Map<String, Long> consumerLag) {

        public Details {
            instances = List.copyOf(instances);
            breakers = List.copyOf(breakers);
            consumerLag = Map.copyOf(consumerLag);
        }
    }

    /** One instance of a service. */
    public record InstanceStatus(String address, Health state) {}

    /**
     * The breaker of a route to a service.
     *
     * @param state {@code closed}, {@code open} or {@code half-open}
     */
    public record BreakerStatus(String route, String state) {}

    StatusResponse withoutDetails() {
        return new StatusResponse(
                at,
                state,
                services.stream()
                        .map(each -> new ServiceStatus(each.service(), each.state(), null))
                        .toList());
    }
}
