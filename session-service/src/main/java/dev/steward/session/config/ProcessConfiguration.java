package dev.steward.session.config;

import dev.steward.session.adapter.process.DiskWorkspaces;
import dev.steward.session.adapter.process.ProcessSessionRuntime;
import dev.steward.session.adapter.process.ProcessSettings;
import dev.steward.session.domain.Templates;
import java.time.Clock;
import java.util.concurrent.Executors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The runtime that keeps sessions as processes of this host. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProcessProperties.class)
class ProcessConfiguration {

    @Bean(destroyMethod = "dispose")
    Scheduler sessionBlocking() {
        return Schedulers.fromExecutorService(
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("session-blocking-", 0).factory()),
                "session-blocking");
    }

    @Bean
    ProcessSettings processSettings(SessionProperties properties, ProcessProperties process) {
        return properties.process(process.limits());
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ProcessSessionRuntime processRuntime(
            ProcessSettings settings, Templates templates, Clock clock, Scheduler sessionBlocking) {
        return new ProcessSessionRuntime(settings, templates, clock, sessionBlocking);
    }

    @Bean
    DiskWorkspaces workspaces(SessionProperties properties, Scheduler sessionBlocking) {
        return new DiskWorkspaces(
                properties.dataDir(),
                properties.largestFile().toBytes(),
                properties.workspaceQuota().toBytes(),
                sessionBlocking);
    }
}
