package dev.steward.kit.config;

import java.util.function.Supplier;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/**
 * Work that begins when the service is up, and that is drained beside the requests that are under way, before anything it
 * works with goes away.
 */
public final class BackgroundWork implements SmartLifecycle {

    private final Runnable begin;
    private final Supplier<Mono<Void>> drain;
    private volatile boolean running;

    public BackgroundWork(Runnable begin, Supplier<Mono<Void>> drain) {
        this.begin = begin;
        this.drain = drain;
    }

    @Override
    public void start() {
        begin.run();
        running = true;
    }

    @Override
    public void stop(Runnable stopped) {
        running = false;
        drain.get().doFinally(_ -> stopped.run()).subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
