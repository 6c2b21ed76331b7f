package dev.steward.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.outbox.OutboxProperties;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.env.MockEnvironment;
import reactor.core.publisher.Mono;

class ShutdownBudgetTest {

    /** What is left over is for closing pools and the JVM. */
    private static final Duration REST = Duration.ofSeconds(2);

    /** The one that is on its way when the tracer is closed, what is queued, and what was about to be sent. */
    private static final int BATCHES_OF_SPANS = 3;

    @Test
    void allPartsTogetherFit() throws IOException {
        var environment = new MockEnvironment();
        new YamlPropertySourceLoader()
                .load("defaults", new ClassPathResource("steward-defaults.yaml"))
                .forEach(environment.getPropertySources()::addLast);
        Binder binder = Binder.get(environment);
        Duration phase = binder.bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class)
                .get();
        Duration flush =
                binder.bindOrCreate("steward.outbox", OutboxProperties.class).flushTimeout();
        Duration spans = binder.bind("management.opentelemetry.tracing.export.timeout", Duration.class)
                .get();

        assertThat(phase.plus(ShutdownBudget.WEB_SERVER)
                        .plus(ShutdownBudget.LISTENERS)
                        .plus(ShutdownBudget.SNAPSHOT)
                        .plus(flush)
                        .plus(ShutdownBudget.RELAY_END)
                        .plus(spans.multipliedBy(BATCHES_OF_SPANS))
                        .plus(REST))
                .isLessThanOrEqualTo(ShutdownBudget.TOTAL);
    }

    @Test
    void backgroundWorkEndsBesideTheRequests() {
        assertThat(new BackgroundWork(() -> {}, Mono::empty).getPhase())
                .isEqualTo(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
    }
}
