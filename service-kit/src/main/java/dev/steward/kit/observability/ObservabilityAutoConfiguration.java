package dev.steward.kit.observability;

import dev.steward.kit.web.Correlation;
import io.micrometer.context.ContextRegistry;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfiguration;

/** Carries the trace id between the Reactor context and the logging context of whatever thread runs next. */
@AutoConfiguration
public class ObservabilityAutoConfiguration {

    ObservabilityAutoConfiguration() {
        ContextRegistry.getInstance()
                .registerThreadLocalAccessor(
                        Correlation.KEY,
                        () -> MDC.get(Correlation.KEY),
                        id -> MDC.put(Correlation.KEY, id),
                        () -> MDC.remove(Correlation.KEY));
    }
}
