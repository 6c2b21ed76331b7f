package dev.steward.session.config;

import dev.steward.session.adapter.process.HostCheck;
import dev.steward.session.application.ReconcileLoop;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Begins to look after sessions when the service starts, and leaves them running when it stops. */
final class ReconcileLifecycle implements SmartLifecycle {

    private final ReconcileLoop loop;
    private final SessionProperties properties;
    private volatile boolean running;

    ReconcileLifecycle(ReconcileLoop loop, SessionProperties properties) {
        this.loop = loop;
        this.properties = properties;
    }

    @Override
    public void start() {
        List<String> problems = HostCheck.problems(properties.process());
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join(" ", problems));
        }
        loop.start();
        running = true;
    }

    @Override
    public void stop(Runnable stopped) {
        running = false;
        loop.stop().doFinally(_ -> stopped.run()).subscribe();
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
