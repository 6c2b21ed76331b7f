package dev.steward.session.config;

import dev.steward.kit.web.Correlation;
import dev.steward.session.port.Correlations;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Correlation ids as the kit keeps them. */
final class TraceCorrelations implements Correlations {

    @Override
    public String fresh() {
        return Correlation.fresh();
    }

    @Override
    public Mono<String> current() {
        return Correlation.current();
    }

    @Override
    public ContextView with(String correlationId) {
        return Correlation.with(correlationId);
    }
}
