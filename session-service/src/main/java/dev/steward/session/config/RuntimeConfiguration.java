package dev.steward.session.config;

import dev.steward.session.application.Runtimes;
import dev.steward.session.port.SessionRuntime;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What all runtimes have in common. */
@Configuration(proxyBeanMethods = false)
class RuntimeConfiguration {

    @Bean
    MeterBinder runtimesReachable(Runtimes runtimes) {
        return registry -> runtimes.all().forEach(runtime -> Gauge.builder(
                        "steward.session.runtime.reachable", runtime, RuntimeConfiguration::one)
                .description("1 while a runtime can be asked about its sessions, 0 while it is away")
                .tag("runtime", runtime.name())
                .register(registry));
    }

    private static double one(SessionRuntime runtime) {
        return runtime.isReachable() ? 1 : 0;
    }
}
