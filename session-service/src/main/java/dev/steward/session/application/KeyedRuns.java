package dev.steward.session.application;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Runs work for many keys at once but for each key one at a time. What is submitted while a key is busy makes one
 * more run after it, however often it was submitted.
 */
final class KeyedRuns {

    private static final int RUNNING = 1;
    private static final int AGAIN = 2;

    private final Map<String, Integer> busy = new ConcurrentHashMap<>();
    private final Disposable.Composite running = Disposables.composite();
    private final Function<String, Mono<Void>> work;

    /** @param work must not fail */
    KeyedRuns(Function<String, Mono<Void>> work) {
        this.work = work;
    }

    /** Tells when the run this began is over; at once when the key is busy already, or nothing can begin any more. */
    Mono<Void> submit(String key) {
        if (busy.merge(key, RUNNING, (_, _) -> AGAIN) != RUNNING) {
            return Mono.empty();
        }
        Sinks.Empty<Void> over = Sinks.empty();
        run(key, over);
        return over.asMono();
    }

    /** Ends what is running; nothing can be submitted afterwards. */
    void stop() {
        running.dispose();
    }

    private void run(String key, Sinks.Empty<Void> over) {
        Disposable.Swap handle = Disposables.swap();
        if (!running.add(handle)) {
            over.tryEmitEmpty();
            return;
        }
        handle.update(Mono.defer(() -> work.apply(key))
                .doFinally(_ -> {
                    running.remove(handle);
                    over.tryEmitEmpty();
                    Integer left = busy.computeIfPresent(key, (_, state) -> state == AGAIN ? RUNNING : null);
                    if (left != null) {
                        run(key, Sinks.empty());
                    }
                })
                .subscribe());
    }
}
