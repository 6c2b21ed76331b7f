package dev.steward.session.config;

import dev.steward.session.adapter.postgres.PostgresWarmSessions;
import dev.steward.session.application.Catalogue;
import dev.steward.session.application.Catalogue.Choice;
import dev.steward.session.application.Runtimes;
import dev.steward.session.application.WarmPool;
import dev.steward.session.domain.DevContainer;
import dev.steward.session.domain.Resources;
import dev.steward.session.domain.SpecWish;
import dev.steward.session.domain.WarmSession.Kind;
import dev.steward.session.port.SessionRepository;
import dev.steward.session.port.SessionRuntime;
import dev.steward.session.port.WarmSessions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
            Catalogue catalogue,
            PoolProperties pool,
            SessionProperties properties,
            Clock clock) {
        return new WarmPool(
                warm,
                sessions,
                runtimes,
                sizes(pool, runtimes, catalogue, properties.startTimeout()),
                SessionConfiguration.stored(clock));
    }

    static WarmPool.Sizes sizes(PoolProperties pool, Runtimes runtimes, Catalogue catalogue, Duration startTimeout) {
        Map<Kind, Integer> sizes = new HashMap<>();
        pool.pool().forEach((name, size) -> sizes.merge(kind(name, runtimes, catalogue), size, Integer::sum));
        return new WarmPool.Sizes(sizes, MAXIMUM_AGE, startTimeout);
    }

    /** Says nothing where another instance looks after the pool. */
    @Bean
    MeterBinder warmSessionCounts(WarmPool warm) {
        return registry -> warm.kinds().forEach(kind -> register(registry, warm, kind));
    }

    private static void register(MeterRegistry registry, WarmPool warm, Kind kind) {
        Gauge.builder("steward.session.pool", () -> {
                    var ready = warm.ready(kind);
                    return ready.isPresent() ? ready.getAsInt() : Double.NaN;
                })
                .description("Sessions that were started before anybody asked for them, and can be taken")
                .tag("runtime", kind.runtime())
                .tag("template", kind.spec().template())
                .register(registry);
    }

    /** @param name of a template, of the usual runtime unless that of another one and a dot stand before it */
    private static Kind kind(String name, Runtimes runtimes, Catalogue catalogue) {
        int dot = name.indexOf('.');
        String wanted = dot < 0 ? runtimes.usual().name() : name.substring(0, dot);
        SessionRuntime runtime =
                runtimes.named(wanted).orElseThrow(() -> refusal(name, "the runtime " + wanted + " is not configured"));
        if (runtime.placesByProject()) {
            throw refusal(name, "sessions of the runtime " + wanted + " are where those of their project are");
        }
        // What becomes of the wish of who says no more than that: only the very same is given out.
        SpecWish wish =
                new SpecWish(name.substring(dot + 1), null, Resources.USUAL, Map.of(), List.of(), DevContainer.NONE);
        return switch (catalogue.choose(wanted, wish)) {
            case Choice.Chosen chosen -> new Kind(chosen.runtime(), chosen.spec());
            case Choice.Refused refused -> throw refusal(name, refused.field() + " " + refused.message());
        };
    }

    private static IllegalArgumentException refusal(String name, String why) {
        return new IllegalArgumentException(
                "steward.session.pool." + name + ": no session can be started before it is asked for: " + why);
    }
}
