package dev.steward.session.application;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.port.Leadership;
import dev.steward.session.port.SessionRepository;
import dev.steward.session.port.SessionRuntime;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks at sessions when something wakes it, and at all of them again and again, because a wake-up may be lost and an
 * instance may take over. Works on the leading instance only.
 */
public final class ReconcileLoop {

    private static final Logger LOG = System.getLogger(ReconcileLoop.class.getName());

    /** In these states something is still to be done; the others only change when something happens. */
    private static final Set<SessionStatus> UNSETTLED = EnumSet.of(
            SessionStatus.PENDING,
            SessionStatus.STARTING,
            SessionStatus.CRASHED,
            SessionStatus.STOPPING,
            SessionStatus.DELETED);

    private static final Set<SessionStatus> SERVING = EnumSet.of(SessionStatus.RUNNING, SessionStatus.UNHEALTHY);
    private static final Set<SessionStatus> ALIVE =
            EnumSet.of(SessionStatus.STARTING, SessionStatus.RUNNING, SessionStatus.UNHEALTHY);
    private static final Set<SessionStatus> NOT_STOPPED = EnumSet.complementOf(EnumSet.of(SessionStatus.STOPPED));
    private static final int PASSES_PER_FULL_ONE = 30;
    /** Whoever measures and whoever probes come at the same moment, and read the same records. */
    private static final Duration SAME_MOMENT = Duration.ofMillis(100);

    private final SessionReconciler reconciler;
    private final SessionRepository sessions;
    private final Runtimes runtimes;
    private final UsageSampler usage;
    private final SessionHealth health;
    private final WarmPool pool;
    private final Leadership leadership;
    private final WakeUps wakeUps;
    private final Intervals intervals;
    private final KeyedRuns runs;
    private final Mono<List<Session>> alive;
    private final Disposable.Composite timers = Disposables.composite();
    private volatile boolean leading;
    private volatile boolean missed;
    private volatile @Nullable Duration lastFullPass;
    private long passes;

    public ReconcileLoop(
            SessionReconciler reconciler,
            SessionRepository sessions,
            Runtimes runtimes,
            UsageSampler usage,
            SessionHealth health,
            WarmPool pool,
            Leadership leadership,
            WakeUps wakeUps,
            Intervals intervals) {
        this.reconciler = reconciler;
        this.sessions = sessions;
        this.runtimes = runtimes;
        this.usage = usage;
        this.health = health;
        this.pool = pool;
        this.leadership = leadership;
        this.wakeUps = wakeUps;
        this.intervals = intervals;
        this.alive = Mono.defer(() -> sessions.held(ALIVE).collectList()).cache(SAME_MOMENT);
        this.runs = new KeyedRuns(
                id -> quietly("session " + id, reconciler.reconcile(id).doOnError(_ -> missed = true)));
    }

    public void start() {
        wakeUps.onWake(this::look);
        runtimes.all().forEach(runtime -> runtime.onChange(this::look));
        timers.add(every(intervals.pass(), () -> quietly("sessions", pass())));
        timers.add(every(intervals.pass(), () -> quietly("warm pool", tend())));
        timers.add(every(intervals.usage(), () -> quietly("usage", sample())));
        timers.add(every(intervals.probe(), () -> quietly("health", probe())));
    }

    /** Whatever is left half done goes on where another instance, or the next start, finds it. */
    public Mono<Void> stop() {
        timers.dispose();
        runs.stop();
        leading = false;
        return leadership.resign();
    }

    /** How long the last look at all sessions took; empty before the first one, and where another instance leads. */
    public Optional<Duration> lastFullPass() {
        return Optional.ofNullable(lastFullPass);
    }

    /** Whether this instance is the one that looks after the sessions. */
    public boolean leads() {
        return leading;
    }

    private void look(String sessionId) {
        if (leading) {
            Disposable _ = runs.submit(sessionId).subscribe();
        }
    }

    private Mono<Void> pass() {
        return leadership.acquire().flatMap(led -> {
            if (led && !leading) {
                LOG.log(Level.INFO, "looks after the sessions of this host from now on");
                reconciler.forget();
                usage.forget();
                pool.lead();
                passes = 0;
            }
            leading = led;
            if (!led) {
                pool.resign();
                lastFullPass = null;
                return Mono.empty();
            }
            // What woke the look that failed will not wake another one.
            boolean full = missed || passes % PASSES_PER_FULL_ONE == 0;
            missed = false;
            passes++;
            return full
                    ? fullPass()
                    : reconciler.pressing(UNSETTLED).doOnNext(this::look).then();
        });
    }

    /**
     * Also finds what nobody told of: a process that vanished, what belongs to no session, and whose project or user is no
     * more. What is stopped to stay so is not even read, as there may be thousands of those.
     */
    private Mono<Void> fullPass() {
        long began = System.nanoTime();
        return quietly("sessions of projects and users that are no more", reconciler.sweep())
                .then(Mono.defer(() -> lookAtAll(began)));
    }

    private Mono<Void> lookAtAll(long began) {
        return Flux.concat(sessions.held(NOT_STOPPED), sessions.stoppedFor(Session.STARTED_AGAIN))
                .filterWhen(session -> reconciler.isAtRest(session).map(rests -> !rests))
                .map(session -> runs.submit(session.id()))
                .collectList()
                .flatMap(looks -> Flux.fromIterable(runtimes.all())
                        .concatMap(
                                runtime -> quietly("leftovers of runtime " + runtime.name(), removeLeftovers(runtime)))
                        .then()
                        // What takes long, such as a stop, must not hold up the next pass.
                        .doOnSuccess(_ -> timePass(began, looks)));
    }

    private void timePass(long began, List<Mono<Void>> looks) {
        Disposable _ = Flux.merge(looks)
                .then()
                .subscribe(null, null, () -> lastFullPass = Duration.ofNanos(System.nanoTime() - began));
    }

    /**
     * What there is was listed before the records were read, so a session made meanwhile is not among them. A warm
     * session becomes one: whoever is not among the warm ones any more is already among the sessions read after them.
     */
    private Mono<Void> removeLeftovers(SessionRuntime runtime) {
        return runtime.found().filter(found -> !found.isEmpty()).flatMap(found -> Flux.concat(
                        pool.held(), sessions.heldIds())
                .collect(Collectors.toSet())
                .flatMapMany(held -> Flux.fromIterable(found).filter(id -> !held.contains(id)))
                .doOnNext(id -> LOG.log(Level.INFO, "removes what is left of session {0}", id))
                .concatMap(id -> quietly("leftovers of " + id, runtime.remove(id)))
                .then());
    }

    private Mono<Void> tend() {
        return leading ? pool.tend() : Mono.empty();
    }

    private Mono<Void> sample() {
        return leading ? alive.flatMap(usage::sample) : Mono.empty();
    }

    private Mono<Void> probe() {
        return leading
                ? alive.flatMapIterable(known -> known)
                        .filter(session -> SERVING.contains(session.status()))
                        .collectList()
                        .flatMap(health::check)
                : Mono.empty();
    }

    private static Disposable every(Duration interval, Supplier<Mono<Void>> work) {
        return Flux.interval(Duration.ZERO, interval)
                .onBackpressureDrop()
                .concatMap(_ -> work.get(), 1)
                .subscribe();
    }

    /** Infrastructure comes and goes; the next pass tries again. */
    private static Mono<Void> quietly(String what, Mono<Void> work) {
        return work.onErrorResume(failure -> {
            LOG.log(Level.WARNING, () -> "cannot look after " + what + " now: " + failure);
            LOG.log(Level.DEBUG, what, failure);
            return Mono.empty();
        });
    }

    /**
     * How often what is done.
     *
     * @param pass looks at all that is unsettled
     * @param usage measures what is alive
     * @param probe asks whether what runs still answers
     */
    public record Intervals(Duration pass, Duration usage, Duration probe) {}
}
