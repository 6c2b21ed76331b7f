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
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * What changes in the workspace of one session, for everybody who wants to know: one watch, as long as there is
 * somebody. Nobody holds up the others; whoever is slow hears of more at once.
 */
public final class WorkspaceFeed {

    /** Whoever reloads a page is away for a moment. */
    private static final Duration KEPT = Duration.ofSeconds(5);

    private static final Retry AGAIN =
            Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(30));

    private final String epoch =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    private final AtomicLong number = new AtomicLong();
    private final Sinks.Empty<Void> over = Sinks.empty();
    private final Sinks.Many<Boolean> downs = Sinks.many().multicast().directBestEffort();
    private final Flux<Told> windows;

    WorkspaceFeed(
            Session session, boolean asNew, WorkspaceWatch watch, Clock clock, Consumer<WorkspaceFeed> unwatched) {
        this.windows = Flux.defer(() -> number.get() == 0 ? watch.watch(session, asNew) : again(session, watch, clock))
                .map(changes -> new Told(epoch + "-" + number.incrementAndGet(), changes))
                .retryWhen(AGAIN)
                .takeUntilOther(over.asMono())
                .doFinally(_ -> unwatched.accept(this))
                .publish()
                .refCount(1, KEPT);
    }

    /** A watch that broke off may have missed anything. */
    private static Flux<WorkspaceChanges> again(Session session, WorkspaceWatch watch, Clock clock) {
        return watch.watch(session, false).startWith(WorkspaceChanges.unknown(clock.instant()));
    }

    /** What is told next comes after this; to be given to {@link #since} by whoever comes back. */
    public String last() {
        return epoch + "-" + number.get();
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

    /** Completes when the session goes down. Its workspace can still be watched then. */
    public Mono<Void> down() {
        return downs.asFlux().next().then();
    }

    void tellDown() {
        var _ = downs.tryEmitNext(true);
    }

    /** The session is no more; everybody's stream ends. */
    void end() {
        var _ = over.tryEmitEmpty();
    }

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
