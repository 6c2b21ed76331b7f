package dev.steward.job.config;

import dev.steward.job.adapter.files.FileDatasets;
import dev.steward.job.application.JobWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.springframework.context.SmartLifecycle;

/** Starts the worker when the context is up, and drains it before anything it works with goes away. */
final class WorkerLifecycle implements SmartLifecycle {

    private final JobWorker worker;
    private final FileDatasets datasets;
    private final Clock clock;
    private volatile boolean running;

    WorkerLifecycle(JobWorker worker, FileDatasets datasets, Clock clock) {
        this.worker = worker;
        this.datasets = datasets;
        this.clock = clock;
    }

    @Override
    public void start() {
        try {
            datasets.removeStaleUploads(clock);
        } catch (IOException e) {
            throw new UncheckedIOException("the dataset folder cannot be used", e);
        }
        worker.start();
        running = true;
    }

    @Override
    public void stop(Runnable done) {
        running = false;
        worker.stop().doFinally(_ -> done.run()).subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
