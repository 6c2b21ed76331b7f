package dev.steward.gateway.status;

import dev.steward.gateway.status.InstanceProbe.Answer;
import dev.steward.gateway.status.StatusResponse.BreakerStatus;
import dev.steward.gateway.status.StatusResponse.Details;
import dev.steward.gateway.status.StatusResponse.InstanceStatus;
import dev.steward.gateway.status.StatusResponse.ServiceStatus;
import dev.steward.gateway.upstream.BreakerState;
import dev.steward.gateway.upstream.Breakers;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks every instance of every service, and the gateway itself; what was found out is told for a moment to all who ask. */
public final class SuiteStatus {

    private static final Duration KEPT = Duration.ofSeconds(2);

    private final ServiceInstances services;
    private final InstanceProbe probe;
    private final OwnStatus self;
    private final Breakers breakers;
    private final Clock clock;
    private final Mono<StatusResponse> current;

    public SuiteStatus(ServiceInstances services, InstanceProbe probe, OwnStatus self, Breakers breakers, Clock clock) {
        this.services = services;
        this.probe = probe;
        this.self = self;
        this.breakers = breakers;
        this.clock = clock;
        this.current = Mono.defer(this::ask).cache(KEPT);
    }

    Mono<StatusResponse> current() {
        return current;
    }

    private Mono<StatusResponse> ask() {
        Map<String, List<BreakerStatus>> byService = breakersByService();
        Flux<ServiceStatus> others = Flux.fromIterable(services.all().entrySet())
                .flatMap(each -> asked(each.getKey(), each.getValue(), byService));
        return others.concatWith(self.ask().map(answer -> status("gateway", List.of(answer), List.of())))
                .collectSortedList((a, b) -> a.service().compareTo(b.service()))
                .map(found -> new StatusResponse(
                        clock.instant(),
                        Health.ofParts(found.stream().map(ServiceStatus::state).toList()),
                        found));
    }

    private Mono<ServiceStatus> asked(
            String service, List<URI> instances, Map<String, List<BreakerStatus>> breakersByService) {
        return Flux.fromIterable(instances)
                .flatMapSequential(probe::ask)
                .collectList()
                .map(answers -> status(service, answers, breakersByService.getOrDefault(service, List.of())));
    }

    private Map<String, List<BreakerStatus>> breakersByService() {
        Map<String, List<BreakerStatus>> found = new HashMap<>();
        for (BreakerState each : breakers.states()) {
            found.computeIfAbsent(each.upstream(), _ -> new ArrayList<>())
                    .add(new BreakerStatus(each.route(), wireName(each.state())));
        }
        return found;
    }

    private static ServiceStatus status(String service, List<Answer> answers, List<BreakerStatus> breakers) {
        MetricsText metrics = answers.stream().map(Answer::metrics).reduce(MetricsText.NOTHING, MetricsText::and);
        Map<String, Long> lag = new HashMap<>();
        metrics.lagByGroup().forEach((group, value) -> lag.put(group, value.longValue()));
        return new ServiceStatus(
                service,
                Health.ofInstances(answers.stream().map(Answer::state).toList()),
                new Details(
                        answers.stream()
                                .map(each -> new InstanceStatus(each.address(), each.state()))
                                .toList(),
                        breakers,
                        whole(metrics.outboxDepth()),
                        whole(metrics.outboxOldest()),
                        lag));
    }

    private static @Nullable Long whole(@Nullable Double value) {
        return value == null ? null : value.longValue();
    }

    private static String wireName(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
