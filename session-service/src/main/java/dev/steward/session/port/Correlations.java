package dev.steward.session.port;

import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Correlation ids, for work that outlives the request it began with or that no request began. */
public interface Correlations {

    /** 32 hexadecimal digits, which also serve as a trace id. */
    String fresh();

    /** That of the request or event being handled; empty outside of any. */
    Mono<String> current();

    /** To be written around what belongs to the correlation. */
    ContextView with(String correlationId);
}
