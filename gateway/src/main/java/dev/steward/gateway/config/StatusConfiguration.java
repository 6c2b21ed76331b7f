package dev.steward.gateway.config;

import dev.steward.gateway.status.InstanceProbe;
import dev.steward.gateway.status.OwnStatus;
import dev.steward.gateway.status.ServiceInstances;
import dev.steward.gateway.status.StatusPage;
import dev.steward.gateway.status.SuiteStatus;
import dev.steward.gateway.upstream.Breakers;
import dev.steward.gateway.upstream.Upstreams;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

/** How the suite does. */
@Configuration(proxyBeanMethods = false)
class StatusConfiguration {

    @Bean
    ServiceInstances serviceInstances(Upstreams upstreams) {
        return upstreams::addresses;
    }

    @Bean
    OwnStatus ownStatus(
            HealthEndpoint health, ObjectProvider<PrometheusMeterRegistry> meters, Scheduler intakeThreads) {
        return new OwnStatus(
                () -> {
                    HealthDescriptor readiness = health.healthForPath("readiness");
                    return readiness == null ? "" : readiness.getStatus().getCode();
                },
                () -> {
                    PrometheusMeterRegistry registry = meters.getIfAvailable();
                    return registry == null ? "" : registry.scrape();
                },
                intakeThreads);
    }

    @Bean
    WebFluxConfigurer statusPage() {
        return new WebFluxConfigurer() {
            @Override
            public void configureHttpMessageCodecs(ServerCodecConfigurer codecs) {
                codecs.customCodecs().register(new StatusPage());
            }
        };
    }

    @Bean
    SuiteStatus suiteStatus(
            ServiceInstances services, OwnStatus self, Breakers breakers, JsonMapper json, Clock clock) {
        return new SuiteStatus(services, new InstanceProbe(json), self, breakers, clock);
    }
}
