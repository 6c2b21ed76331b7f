package dev.steward.job.config;

import dev.steward.events.Topics;
import dev.steward.job.adapter.duckdb.DuckDbProfiler;
import dev.steward.job.adapter.files.FileDatasets;
import dev.steward.job.adapter.postgres.PostgresJobRepository;
import dev.steward.job.adapter.process.ProcessWorkers;
import dev.steward.job.application.JobChanges;
import dev.steward.job.application.JobRuns;
import dev.steward.job.application.JobService;
import dev.steward.job.application.JobWorker;
import dev.steward.kit.config.BackgroundWork;
import dev.steward.kit.observability.RowCounts;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OwnedTopics;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.RouteTable;
import dev.steward.kit.web.Correlation;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The service's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobProperties.class)
class JobConfiguration {

    @Bean
    RouteTable routes() {
        return RouteTable.of(
                Route.put("/api/v1/datasets/{name}").needs("datasets:write"),
                Route.post("/api/v1/jobs").needs("jobs:create"),
                Route.get("/api/v1/jobs").needs("jobs:read"),
                Route.get("/api/v1/jobs/{id}").needs("jobs:read"));
    }

    @Bean
    OwnedTopics topics() {
        return OwnedTopics.of(Topics.JOB_EVENTS);
    }

    /** Blocking file work, on virtual threads. */
    @Bean(destroyMethod = "dispose")
    Scheduler fileScheduler() {
        return Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor(), "files");
    }

    @Bean
    FileDatasets datasets(JobProperties properties, Scheduler fileScheduler) {
        return new FileDatasets(properties.datasets(), properties.maxDataset(), fileScheduler);
    }

    @Bean
    PostgresJobRepository jobRepository(DatabaseClient database) {
        return new PostgresJobRepository(database);
    }

    @Bean
    JobChanges jobChanges(PostgresJobRepository jobs, Outbox outbox, TransactionalOperator transaction, Clock clock) {
        return new JobChanges(jobs, outbox, transaction, Correlation::with, clock);
    }

    @Bean
    JobWorker jobWorker(
            PostgresJobRepository jobs,
            JobChanges changes,
            FileDatasets datasets,
            JobProperties properties,
            Clock clock) {
        DuckDbProfiler profiler = new DuckDbProfiler(properties.limits(), clock);
        JobRuns runs = new JobRuns(jobs, changes, datasets, profiler, properties.worker(), clock);
        return new JobWorker(jobs, changes, runs, new ProcessWorkers(), properties.worker());
    }

    @Bean
    JobService jobService(
            PostgresJobRepository jobs, FileDatasets datasets, JobChanges changes, JobWorker worker, Clock clock) {
        return new JobService(jobs, datasets, changes, worker::wake, clock);
    }

    @Bean
    BackgroundWork jobWork(JobWorker worker, FileDatasets datasets, Clock clock) {
        return new BackgroundWork(
                () -> {
                    datasets.removeStaleUploads(clock);
                    worker.start();
                },
                worker::stop);
    }

    @Bean
    RowCounts jobCounts(DatabaseClient database, MeterRegistry registry) {
        return new RowCounts(
                database,
                registry,
                "steward.jobs",
                "Jobs that are not over",
                List.of("queued", "running"),
                "select status as state, count(*) as n from job where status in ('queued', 'running') group by status");
    }
}
