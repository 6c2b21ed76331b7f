package dev.steward.session.application;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.WorkspaceChanges;
import dev.steward.session.port.WorkspaceWatch;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * What changes in the workspace of one session, for everybody who wants to know: one watch, as long as there is
 * somebody. Nobody holds up the others; whoever is slow hears of more at once.
 */
public final class WorkspaceFeed {

    private static final Retry AGAIN =
            Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(30));

    private final String epoch =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    private final AtomicLong number = new AtomicLong();
    private final Sinks.Empty<Void> over = Sinks.empty();
    private final Flux<Told> windows;

    WorkspaceFeed(
            Session session,
            boolean asNew,
            WorkspaceWatch watch,
            Duration kept,
            Clock clock,
            Consumer<WorkspaceFeed> unwatched) {
        this.windows = Flux.defer(() -> number.get() == 0 ? watch.watch(session, asNew) : again(session, watch, clock))
                .map(changes -> new Told(epoch + "-" + number.incrementAndGet(), changes))
                .retryWhen(AGAIN)
                .takeUntilOther(over.asMono())
                .doFinally(_ -> unwatched.accept(this))
                .publish()
                .refCount(1, kept);
    }

    /** A watch that broke off may have missed anything; that is said when the next one listens, which misses nothing. */
    private static Flux<WorkspaceChanges> again(Session session, WorkspaceWatch watch, Clock clock) {
        Mono<WorkspaceChanges> missed = Mono.fromSupplier(() -> WorkspaceChanges.unknown(clock.instant()));
        return Flux.merge(watch.watch(session, false), missed);
    }

    /** What is told next comes after this; to be given to {@link #since} by whoever comes back. */
    public String last() {
        return epoch + "-" + number.get();
    }

    /** Listens without hearing anything, for whoever is about to. */
    Mark mark() {
        Disposable listening = windows.subscribe();
        return new Mark(last(), listening);
    }

    /**
     * What changes from now on.
     *
     * @param last the id of what was heard last; when more was told since, that is said first
     */
    public Flux<Told> since(@Nullable String last) {
        Flux<Told> live = Backlog.merged(windows, Told::and);
        // Looked at once this one listens: what is told right then may be said twice, and is not missed.
        Mono<Told> gap = Mono.fromSupplier(this::last)
                .filter(now -> last != null && !last.equals(now))
                .map(now -> new Told(now, null));
        return Flux.merge(live, gap);
    }

    Flux<WorkspaceChanges> changes() {
        return windows.mapNotNull(Told::changes);
    }

    /** The session is no more; everybody's stream ends. */
    void end() {
        var _ = over.tryEmitEmpty();
    }

    /**
     * Up to where whoever listens next knows everything.
     *
     * @param last to be given to {@link #since}
     * @param listening to be disposed of when they listen themselves, or are about to
     */
    public record Mark(String last, Disposable listening) {}

    /**
     * One thing told.
     *
     * @param changes null for a gap: what was told in it is not told again
     */
    public record Told(String id, @Nullable WorkspaceChanges changes) {

        Told and(Told later) {
            return new Told(later.id, changes != null && later.changes != null ? changes.and(later.changes) : null);
        }
    }
}
