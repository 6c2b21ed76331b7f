package dev.steward.session.config;

import dev.steward.kit.config.BackgroundWork;
import dev.steward.session.adapter.process.DiskWorkspaceWatch;
import dev.steward.session.adapter.process.WatchLimits;
import dev.steward.session.application.ReconcileLoop;
import dev.steward.session.application.SessionChanges;
import dev.steward.session.application.SessionReconciler;
import dev.steward.session.application.WorkspaceFeeds;
import dev.steward.session.port.WorkspaceWatch;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Changes in workspaces, as they happen. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WatchProperties.class)
class WatchConfiguration {

    @Bean
    DiskWorkspaceWatch workspaceWatch(
            SessionProperties properties, WatchProperties watch, Clock clock, Scheduler sessionBlocking) {
        WatchLimits limits = new WatchLimits(watch.folders(), watch.entries(), watch.excluded());
        return new DiskWorkspaceWatch(properties.dataDir(), limits, watch.window(), clock, sessionBlocking);
    }

    @Bean
    WorkspaceFeeds workspaceFeeds(
            WorkspaceWatch watch,
            SessionChanges changes,
            TransactionalOperator transactions,
            WatchProperties properties,
            Clock clock) {
        return new WorkspaceFeeds(watch, changes, transactions, properties.between(), clock);
    }

    /** Set before the reconciler first looks at anything, so that no session waits for its second look. */
    @Bean
    BackgroundWork telling(WorkspaceFeeds feeds, SessionReconciler reconciler, ReconcileLoop loop) {
        feeds.follow(reconciler, loop::leads);
        return new BackgroundWork(() -> {}, () -> Mono.fromRunnable(feeds::stop));
    }
}
