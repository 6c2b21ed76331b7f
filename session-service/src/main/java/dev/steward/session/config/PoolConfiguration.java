package dev.steward.session.config;

import dev.steward.session.adapter.postgres.PostgresWarmSessions;
import dev.steward.session.application.Runtimes;
import dev.steward.session.application.WarmPool;
import dev.steward.session.domain.Resources;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.Setup;
import dev.steward.session.domain.Templates;
import dev.steward.session.port.SessionRepository;
import dev.steward.session.port.WarmSessions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** The warm pool. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PoolProperties.class)
class PoolConfiguration {

    private static final Duration MAXIMUM_AGE = Duration.ofHours(1);

    @Bean
    WarmSessions warmSessions(DatabaseClient database) {
        return new PostgresWarmSessions(database);
    }

    @Bean
    WarmPool warmPool(
            WarmSessions warm,
            SessionRepository sessions,
            Runtimes runtimes,
            Templates templates,
            PoolProperties pool,
            SessionProperties properties,
            Clock clock) {
        Map<SessionSpec, Integer> sizes = pool.pool().entrySet().stream()
                .collect(Collectors.toMap(
                        template -> plain(template.getKey(), runtimes, templates), Map.Entry::getValue));
        return new WarmPool(
                warm,
                sessions,
                runtimes,
                new WarmPool.Sizes(sizes, MAXIMUM_AGE, properties.startTimeout()),
                SessionConfiguration.stored(clock));
    }

    /** Says nothing where another instance looks after the pool. */
    @Bean
    MeterBinder warmSessionCounts(WarmPool warm, PoolProperties properties) {
        return registry -> properties.pool().keySet().forEach(template -> register(registry, warm, template));
    }

    private static void register(MeterRegistry registry, WarmPool warm, String template) {
        Gauge.builder("steward.session.pool", () -> {
                    var ready = warm.ready(template);
                    return ready.isPresent() ? ready.getAsInt() : Double.NaN;
                })
                .description("Sessions that were started before anybody asked for them, and can be taken")
                .tag("template", template)
                .register(registry);
    }

    /** What who says no more than the template asks for. */
    private static SessionSpec plain(String name, Runtimes runtimes, Templates templates) {
        boolean offered = templates
                .named(name)
                .filter(template -> !template.isAnyImage() && runtimes.usual().offers(template))
                .isPresent();
        if (!offered) {
            throw new IllegalArgumentException("steward.session.pool: no session of template " + name
                    + " can be started on runtime " + runtimes.usual().name() + " before it is asked for");
        }
        return new SessionSpec(name, null, Resources.USUAL, Map.of(), List.of(), null, Setup.NONE);
    }
}
