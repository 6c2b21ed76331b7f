package dev.steward.session.application;

import dev.steward.session.port.Correlations;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Correlations that count. */
final class FakeCorrelations implements Correlations {

    static final String KEY = "correlation";

    private final AtomicInteger made = new AtomicInteger();

    @Override
    public String fresh() {
        return "fresh-" + made.incrementAndGet();
    }

    @Override
    public Mono<String> current() {
        return Mono.deferContextual(context -> Mono.justOrEmpty(context.<String>getOrDefault(KEY, null)));
    }

    @Override
    public ContextView with(String correlationId) {
        return Context.of(KEY, correlationId);
    }
}
