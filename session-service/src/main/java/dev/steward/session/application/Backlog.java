package dev.steward.session.application;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** What a slow listener has not heard yet, as one. */
final class Backlog {

    private Backlog() {}

    /** The source is never held up; whoever is slower hears of several at once. */
    static <T> Flux<T> merged(Flux<T> source, BinaryOperator<T> and) {
        return Flux.defer(() -> {
            AtomicReference<@Nullable T> unheard = new AtomicReference<>();
            return source.doOnNext(
                            next -> unheard.updateAndGet(before -> before == null ? next : and.apply(before, next)))
                    .onBackpressureLatest()
                    // What the last signal came for may have been heard with the one before.
                    .<T>handle((_, sink) -> {
                        T all = unheard.getAndSet(null);
                        if (all != null) {
                            sink.next(all);
                        }
                    });
        });
    }
}
