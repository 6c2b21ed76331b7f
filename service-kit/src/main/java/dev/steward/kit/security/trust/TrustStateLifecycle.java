package dev.steward.kit.security.trust;

import dev.steward.kit.config.ShutdownBudget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Starts the reader, saves what it knows in the service's own database while it runs and when it stops, and starts from
 * there when the broker is away.
 */
final class TrustStateLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TrustStateLifecycle.class);

    /** How often an unchanged snapshot is said to be current still; a small part of the age it may have. */
    private static final Duration CONFIRMATION = Duration.ofMinutes(1);

    /** How often what could not be saved is tried again. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    private static final int REST = 10;

    private final TrustState state;
    private final TrustStateReader reader;
    private final TrustSnapshotStore snapshots;
    private final TrustProperties properties;
    private final Clock clock;
    private final AtomicBoolean restoring = new AtomicBoolean();
    private volatile boolean running;
    private volatile boolean saves = true;
    private volatile long savedRevision = -1;
    private volatile Instant savedAt = Instant.MIN;
    private Disposable saving = Disposables.disposed();

    TrustStateLifecycle(
            TrustState state,
            ReaderFactory readers,
            TrustSnapshotStore snapshots,
            TrustProperties properties,
            Clock clock) {
        this.state = state;
        this.snapshots = snapshots;
        this.properties = properties;
        this.clock = clock;
        this.reader = readers.create(this::restore);
    }

    /** Makes the reader that says so when there is no broker to start with. */
    interface ReaderFactory {
        TrustStateReader create(Runnable brokerAway);
    }

    TrustStateReader reader() {
        return reader;
    }

    @Override
    public void start() {
        running = true;
        reader.start();
        saving = paced(
                        Flux.merge(state.entries().changes(), Flux.interval(RETRY)),
                        properties.snapshotInterval(),
                        save())
                .subscribe();
    }

    @Override
    public void stop(Runnable callback) {
        running = false;
        reader.stop();
        saving.dispose();
        save().timeout(ShutdownBudget.SNAPSHOT, Mono.empty())
                .doFinally(_ -> callback.run())
                .subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    /** Before the web server takes requests that it decides, and after it has answered the last. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 4096;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void restore() {
        if (!restoring.compareAndSet(false, true)) {
            return;
        }
        snapshots
                .load()
                .doOnNext(this::restore)
                .doFinally(_ -> restoring.set(false))
                .subscribe(_ -> {}, error -> LOG.warn("The trust snapshot cannot be loaded: {}", error.toString()));
    }

    private void restore(TrustSnapshot snapshot) {
        if (snapshot.confirmedAt().plus(properties.snapshotMaxAge()).isBefore(clock.instant())) {
            LOG.warn("No broker, and the trust snapshot of {} is too old to start from.", snapshot.confirmedAt());
            return;
        }
        if (!snapshot.knowsPolicies()) {
            LOG.warn(
                    "No broker, and the trust snapshot of {} is of a release without policies.",
                    snapshot.confirmedAt());
            return;
        }
        snapshot.entries().forEach(state.entries()::apply);
        state.policies().refresh();
        reader.resumeFrom(snapshot.offsets());
        if (state.source() == TrustState.Source.NOWHERE) {
            state.known(TrustState.Source.SNAPSHOT);
            LOG.warn("No broker: started from the trust snapshot of {}.", snapshot.confirmedAt());
        }
    }

    /**
     * Does the work once for all signals of a pause, that long after the first; none is without work after it. Then it
     * rests for a multiple of what the work took: the whole is written each time, and may have grown large.
     */
    static Flux<?> paced(Flux<?> signals, Duration pause, Mono<Void> work) {
        return signals.onBackpressureLatest()
                .concatMap(
                        _ -> Mono.delay(pause)
                                .then(work.materialize().timed())
                                .flatMap(done -> Mono.delay(done.elapsed().multipliedBy(REST))),
                        0);
    }

    private Mono<Void> save() {
        return Mono.defer(() -> {
                    @Nullable Instant confirmedAt = reader.confirmedAt();
                    return confirmedAt == null ? Mono.<Void>empty() : save(confirmedAt);
                })
                .doOnSuccess(_ -> saves = true)
                .onErrorResume(error -> {
                    if (saves) {
                        saves = false;
                        LOG.warn("The trust snapshot cannot be saved for now: {}", error.toString());
                    }
                    return Mono.empty();
                });
    }

    private Mono<Void> save(Instant confirmedAt) {
        long revision = state.entries().revision();
        if (revision != savedRevision) {
            var snapshot = new TrustSnapshot(
                    confirmedAt, reader.positions(), state.entries().all());
            return snapshots
                    .save(snapshot)
                    .filter(Boolean::booleanValue)
                    .doOnNext(_ -> {
                        savedRevision = revision;
                        savedAt = confirmedAt;
                    })
                    .then();
        }
        return confirmedAt.isBefore(savedAt.plus(CONFIRMATION))
                ? Mono.empty()
                : snapshots.confirm(confirmedAt).doOnSuccess(_ -> savedAt = confirmedAt);
    }
}
