package dev.steward.session.config;

import dev.steward.session.adapter.process.DiskWorkspaces;
import dev.steward.session.adapter.process.ProcessSessionRuntime;
import dev.steward.session.port.Workspaces;
import java.time.Clock;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The runtime that keeps sessions as processes of this host. */
@Configuration(proxyBeanMethods = false)
class ProcessConfiguration {

    @Bean(destroyMethod = "dispose")
    Scheduler sessionBlocking() {
        return Schedulers.fromExecutorService(
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("session-blocking-", 0).factory()),
                "session-blocking");
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ProcessSessionRuntime processRuntime(SessionProperties properties, Clock clock, Scheduler sessionBlocking) {
        return new ProcessSessionRuntime(properties.process(), clock, sessionBlocking);
    }

    @Bean
    Workspaces workspaces(SessionProperties properties, Scheduler sessionBlocking) {
        return new DiskWorkspaces(
                properties.dataDir(),
                properties.largestFile().toBytes(),
                properties.workspaceQuota().toBytes(),
                sessionBlocking);
    }
}
