package dev.steward.gateway.status;

import dev.steward.gateway.status.InstanceProbe.Answer;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** How this instance of the gateway does, in the words that its own probes use. */
public final class OwnStatus {

    private final Supplier<String> readiness;
    private final Supplier<String> metrics;
    private final Scheduler blocking;

    /** What readiness says may be waited for. */
    public OwnStatus(Supplier<String> readiness, Supplier<String> metrics, Scheduler blocking) {
        this.readiness = readiness;
        this.metrics = metrics;
        this.blocking = blocking;
    }

    Mono<Answer> ask() {
        return Mono.fromCallable(
                        () -> new Answer("this one", Health.of(readiness.get()), MetricsText.of(metrics.get())))
                .subscribeOn(blocking);
    }
}
