package dev.steward.session.application;

import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What is to be done later is done fifty times as soon: all waits keep their order, and tests need not wait for them. */
final class HastyTimer implements Scheduler {

    private static final int HASTE = 50;

    private final Scheduler timer = Schedulers.parallel();

    @Override
    public Disposable schedule(Runnable task) {
        return timer.schedule(task);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return timer.schedule(task, unit.toNanos(delay) / HASTE, TimeUnit.NANOSECONDS);
    }

    @Override
    public Worker createWorker() {
        return timer.createWorker();
    }
}
