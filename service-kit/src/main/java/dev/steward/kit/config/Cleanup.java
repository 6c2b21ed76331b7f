package dev.steward.kit.config;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Clears away what is past its time, again and again and on every instance: what is cleared away twice must be as if it
 * were once. A turn that fails is a warning, and the next comes all the same. Declare a bean for each thing.
 */
public final class Cleanup implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Cleanup.class);

    private final String failure;
    private final Duration first;
    private final Duration pause;
    private final Supplier<? extends Mono<?>> turn;
    private final Scheduler timer;
    private volatile Disposable turns = Disposables.disposed();

    /**
     * @param failure what the log says of a turn that failed, such as "Old rows were not deleted"
     * @param first from the start of the service to the first turn
     * @param pause from the end of a turn to the next one
     */
    public Cleanup(String failure, Duration first, Duration pause, Supplier<? extends Mono<?>> turn) {
        this(failure, first, pause, turn, Schedulers.parallel());
    }

    Cleanup(String failure, Duration first, Duration pause, Supplier<? extends Mono<?>> turn, Scheduler timer) {
        this.failure = failure;
        this.first = first;
        this.pause = pause;
        this.turn = turn;
        this.timer = timer;
    }

    @Override
    public void start() {
        turns = Mono.defer(() -> turn.get().then())
                .doOnError(error -> LOG.warn("{}: {}", failure, error.toString()))
                .onErrorComplete()
                .repeatWhen(ends -> ends.delayElements(pause, timer))
                .delaySubscription(first, timer)
                .subscribe();
    }

    /** A turn that is under way is left half done for the next one. */
    @Override
    public void stop() {
        turns.dispose();
    }

    @Override
    public boolean isRunning() {
        return !turns.isDisposed();
    }
}
