package dev.steward.gateway.shedding;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.netty.resources.LoopResources;

/** Measures how late event loops are with what they were to do, which is how long a request waits for one. */
public final class LoopLag implements DisposableBean {

    private final List<Future<?>> marks = new ArrayList<>();
    private final Disposable reports;

    public LoopLag(LoopResources loops, ShedSettings settings, InFlightLimit limit) {
        long every = settings.interval().toNanos();
        List<AtomicLong> seen = new ArrayList<>();
        for (EventExecutor loop : loops.onServer(LoopResources.DEFAULT_NATIVE)) {
            AtomicLong last = new AtomicLong(System.nanoTime());
            seen.add(last);
            marks.add(
                    loop.scheduleWithFixedDelay(() -> last.set(System.nanoTime()), 0, every / 2, TimeUnit.NANOSECONDS));
        }
        this.reports = Flux.interval(settings.interval())
                .onBackpressureDrop()
                .subscribe(_ -> limit.observe(Duration.ofNanos(worst(seen, every / 2))));
    }

    /** One that is stuck says nothing, and that is what is measured. */
    private static long worst(List<AtomicLong> seen, long expected) {
        long now = System.nanoTime();
        return seen.stream()
                .mapToLong(last -> now - last.get() - expected)
                .max()
                .orElse(0);
    }

    @Override
    public void destroy() {
        reports.dispose();
        marks.forEach(mark -> mark.cancel(false));
    }
}
