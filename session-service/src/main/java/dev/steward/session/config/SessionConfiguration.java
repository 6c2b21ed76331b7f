package dev.steward.session.config;

import dev.steward.events.Topics;
import dev.steward.kit.config.BackgroundWork;
import dev.steward.kit.inbox.EventSubscription;
import dev.steward.kit.observability.RowCounts;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OwnedTopics;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.RouteTable;
import dev.steward.session.adapter.kafka.RemediationListener;
import dev.steward.session.adapter.postgres.PostgresLeadership;
import dev.steward.session.adapter.postgres.PostgresSessionHistory;
import dev.steward.session.adapter.postgres.PostgresSessionRepository;
import dev.steward.session.adapter.process.HostCheck;
import dev.steward.session.adapter.process.ProcessSessionRuntime;
import dev.steward.session.adapter.process.ProcessSettings;
import dev.steward.session.application.Quotas;
import dev.steward.session.application.ReconcileLoop;
import dev.steward.session.application.RemediationService;
import dev.steward.session.application.Runtimes;
import dev.steward.session.application.SessionChanges;
import dev.steward.session.application.SessionCommands;
import dev.steward.session.application.SessionEnds;
import dev.steward.session.application.SessionHealth;
import dev.steward.session.application.SessionReconciler;
import dev.steward.session.application.SessionService;
import dev.steward.session.application.SessionStarts;
import dev.steward.session.application.UsageSampler;
import dev.steward.session.application.WakeUps;
import dev.steward.session.application.WarmPool;
import dev.steward.session.application.Withdrawals;
import dev.steward.session.domain.CrashPolicy;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.SessionToken;
import dev.steward.session.port.Correlations;
import dev.steward.session.port.Entitlements;
import dev.steward.session.port.Leadership;
import dev.steward.session.port.SessionHistory;
import dev.steward.session.port.SessionRepository;
import dev.steward.session.port.SessionRuntime;
import dev.steward.session.port.Workspaces;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.r2dbc.ConnectionFactoryBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Every bean of the service except its controllers and its runtime. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SessionProperties.class)
class SessionConfiguration {

    @Bean
    RouteTable routes() {
        return RouteTable.of(
                Route.post("/api/v1/sessions").needs("sessions:create"),
                Route.put("/api/v1/projects/{project_id}/session").needs("sessions:create"),
                Route.get("/api/v1/sessions").needs("sessions:read"),
                Route.get("/api/v1/sessions/templates").authenticated("sessions:read"),
                Route.get("/api/v1/sessions/{id}").needs("sessions:read"),
                Route.delete("/api/v1/sessions/{id}").needs("sessions:delete"),
                Route.post("/api/v1/sessions/{id}/stop").needs("sessions:write"),
                Route.post("/api/v1/sessions/{id}/start").needs("sessions:write"),
                Route.post("/api/v1/sessions/{id}/restart").needs("sessions:write"),
                Route.post("/api/v1/sessions/{id}/extend").needs("sessions:write"),
                Route.get("/api/v1/sessions/{id}/expiry").needs("sessions:read"),
                Route.put("/api/v1/sessions/{id}/keep-alive/{owner}").needs("sessions:write"),
                Route.delete("/api/v1/sessions/{id}/keep-alive/{owner}").needs("sessions:write"),
                Route.get("/api/v1/sessions/{id}/history").needs("sessions:read"),
                Route.get("/api/v1/sessions/{id}/usage").needs("sessions:read"),
                Route.get("/api/v1/sessions/{id}/events").needs("sessions:read"),
                Route.get("/api/v1/sessions/{id}/logs").needs("sessions:read").orOwnToken(SessionToken.PREFIX),
                Route.get("/ws/logs/{id}").needs("sessions:read").orOwnToken(SessionToken.PREFIX),
                Route.get("/ws/stats/{id}").needs("sessions:read").orOwnToken(SessionToken.PREFIX),
                Route.get("/api/v1/sessions/{id}/archive").needs("sessions:read"),
                Route.put("/api/v1/sessions/{id}/archive").needs("sessions:write"),
                Route.get("/ws/changes/{id}").needs("sessions:read").orOwnToken(SessionToken.PREFIX),
                Route.get("/api/v1/sessions/{id}/files").needs("sessions:read"),
                Route.put("/api/v1/sessions/{id}/files/{*path}").needs("sessions:write"),
                Route.delete("/api/v1/sessions/{id}/files/{*path}").needs("sessions:write"),
                Route.get("/api/v1/sessions/{id}/files/{*path}").needs("sessions:read"));
    }

    @Bean
    OwnedTopics topics() {
        return OwnedTopics.of(Topics.SESSION_EVENTS);
    }

    @Bean
    Correlations correlations() {
        return new TraceCorrelations();
    }

    /** In the order of their beans: the first is the usual one. */
    @Bean
    Runtimes runtimes(List<SessionRuntime> runtimes) {
        return new Runtimes(runtimes);
    }

    @Bean
    WakeUps wakeUps() {
        return new WakeUps();
    }

    @Bean
    SessionRepository sessionRepository(DatabaseClient database) {
        return new PostgresSessionRepository(database);
    }

    @Bean
    SessionHistory sessionHistory(DatabaseClient database) {
        return new PostgresSessionHistory(database);
    }

    @Bean
    Leadership leadership(ConnectionFactory pool) {
        return new PostgresLeadership(ConnectionFactoryBuilder.derivedFrom(pool).build());
    }

    @Bean
    SessionChanges sessionChanges(
            SessionRepository sessions,
            SessionHistory history,
            Outbox outbox,
            Correlations correlations,
            WakeUps wakeUps,
            TransactionalOperator transactions,
            Clock clock) {
        return new SessionChanges(sessions, history, outbox, correlations, wakeUps, transactions, clock);
    }

    @Bean
    SessionService sessionService(
            SessionRepository sessions,
            SessionHistory history,
            SessionChanges changes,
            Runtimes runtimes,
            WarmPool pool,
            Quotas quotas,
            Correlations correlations,
            TransactionalOperator transactions,
            SessionProperties properties,
            LifetimeProperties lifetime,
            Clock clock) {
        return new SessionService(
                sessions,
                history,
                changes,
                runtimes,
                pool,
                quotas,
                correlations,
                transactions,
                properties.leasePolicy(lifetime.workspaceKept()),
                stored(clock));
    }

    @Bean
    SessionCommands sessionCommands(
            SessionRepository sessions,
            SessionChanges changes,
            Quotas quotas,
            Entitlements entitlements,
            Correlations correlations,
            Clock clock) {
        return new SessionCommands(sessions, changes, quotas, entitlements, correlations, stored(clock));
    }

    @Bean
    SessionEnds sessionEnds(Runtimes runtimes, UsageSampler usage, Workspaces workspaces) {
        return new SessionEnds(runtimes, usage, workspaces);
    }

    @Bean
    RemediationService remediationService(
            SessionRepository sessions, SessionChanges changes, SessionEnds ends, Clock clock) {
        return new RemediationService(sessions, changes, ends, stored(clock));
    }

    @Bean
    EventSubscription remediationSubscription(RemediationService remediation) {
        return new RemediationListener(remediation).subscription();
    }

    @Bean
    SessionReconciler sessionReconciler(
            SessionRepository sessions,
            Runtimes runtimes,
            SessionEnds ends,
            SessionChanges changes,
            UsageSampler usage,
            Withdrawals withdrawals,
            CrashPolicy policy,
            Correlations correlations,
            WakeUps wakeUps,
            SessionProperties properties,
            Clock clock) {
        SessionStarts starts =
                new SessionStarts(runtimes, ends, changes, wakeUps, properties.startTimeout(), stored(clock));
        return new SessionReconciler(
                sessions, runtimes, starts, ends, changes, usage, withdrawals, correlations, policy, stored(clock));
    }

    @Bean
    SessionHealth sessionHealth(
            Runtimes runtimes,
            SessionChanges changes,
            Correlations correlations,
            WakeUps wakeUps,
            SessionProperties properties,
            Clock clock) {
        return new SessionHealth(runtimes, changes, correlations, wakeUps, properties.probeFailures(), stored(clock));
    }

    @Bean
    ReconcileLoop reconcileLoop(
            SessionReconciler reconciler,
            SessionRepository sessions,
            Runtimes runtimes,
            UsageSampler usage,
            SessionHealth health,
            WarmPool pool,
            Leadership leadership,
            WakeUps wakeUps,
            SessionProperties properties) {
        return new ReconcileLoop(
                reconciler, sessions, runtimes, usage, health, pool, leadership, wakeUps, properties.intervals());
    }

    /** Says nothing where another instance leads. */
    @Bean
    MeterBinder fullPassTime(ReconcileLoop loop) {
        return registry -> Gauge.builder("steward.session.pass.full", () -> loop.lastFullPass()
                        .map(Duration::toNanos)
                        .map(nanos -> nanos / 1e9)
                        .orElse(Double.NaN))
                .description("How long the last look at all sessions took")
                .baseUnit("seconds")
                .register(registry);
    }

    @Bean
    BackgroundWork reconciling(
            ReconcileLoop loop, ProcessSettings settings, ProcessSessionRuntime processes, ProcessProperties process) {
        return new BackgroundWork(
                () -> {
                    HostCheck.require(settings);
                    if (process.prepareFileServer()) {
                        processes.prepare();
                    }
                    loop.start();
                },
                loop::stop);
    }

    @Bean
    RowCounts sessionCounts(DatabaseClient database, MeterRegistry registry) {
        return new RowCounts(
                database,
                registry,
                "steward.sessions",
                "Sessions that are not deleted",
                Stream.of(SessionStatus.values())
                        .filter(status -> status != SessionStatus.DELETED)
                        .map(SessionStatus::text)
                        .toList(),
                "select status as state, count(*) as n from session where released_at is null and status <> 'deleted' group by status");
    }

    /** As precise as the database keeps times, so that what was answered does not change when it is read again. */
    static Clock stored(Clock clock) {
        return Clock.tick(clock, Duration.ofNanos(1_000));
    }
}
