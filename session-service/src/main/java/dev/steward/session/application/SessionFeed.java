package dev.steward.session.application;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.port.SessionRepository;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Sessions as they change, for whoever watches some. What this instance changes is seen at once, what another one does at
 * the next look, which is one query for all that are watched; nothing is asked while nobody watches. Safe for concurrent use.
 */
public final class SessionFeed {

    private static final Logger LOG = System.getLogger(SessionFeed.class.getName());

    private final SessionRepository sessions;
    private final Duration interval;
    private final Map<String, Watched> watched = new ConcurrentHashMap<>();
    private final Disposable.Swap timer = Disposables.swap();
    private final KeyedRuns looks;

    public SessionFeed(SessionRepository sessions, WakeUps wakeUps, Duration interval) {
        this.sessions = sessions;
        this.interval = interval;
        this.looks = new KeyedRuns(id -> look(Set.of(id)));
        wakeUps.onWake(this::wake);
    }

    public void start() {
        timer.update(Flux.interval(interval)
                .onBackpressureDrop()
                .concatMap(_ -> look(watched.keySet()), 1)
                .subscribe());
    }

    public Mono<Void> stop() {
        return Mono.fromRunnable(timer::dispose);
    }

    /** As it is now, then each newer state, of which some may be left out; completes when it is deleted. */
    public Flux<Session> follow(String id) {
        return Flux.defer(() -> {
            Watched one = requireWatched(id);
            looks.submit(id);
            return one.states.asFlux().onBackpressureLatest().doFinally(_ -> release(id));
        });
    }

    /** As it was seen last by whoever watches it, else as it is stored; empty when there is none, or none any more. */
    public Mono<Session> latest(String id) {
        return Mono.defer(() -> {
            Watched one = watched.get(id);
            Session seen = one == null ? null : one.seen();
            return seen == null ? sessions.find(id) : Mono.just(seen);
        });
    }

    /** How many sessions are watched. */
    public int size() {
        return watched.size();
    }

    private Watched requireWatched(String id) {
        return watched.compute(id, (_, one) -> {
            Watched held = one == null ? new Watched() : one;
            held.watchers++;
            return held;
        });
    }

    private void release(String id) {
        watched.computeIfPresent(id, (_, one) -> --one.watchers == 0 ? null : one);
    }

    private void wake(String id) {
        if (watched.containsKey(id)) {
            looks.submit(id);
        }
    }

    private Mono<Void> look(Set<String> ids) {
        return ids.isEmpty()
                ? Mono.empty()
                : sessions.all(Set.copyOf(ids))
                        .doOnNext(session -> {
                            Watched one = watched.get(session.id());
                            if (one != null) {
                                one.show(session);
                            }
                        })
                        .then()
                        .onErrorResume(failure -> {
                            // The next look tries again.
                            LOG.log(Level.DEBUG, "cannot look at watched sessions now", failure);
                            return Mono.empty();
                        });
    }

    /** A session somebody watches; {@code watchers} is guarded by the map it is in. */
    private static final class Watched {

        private final Sinks.Many<Session> states = Sinks.many().replay().latest();
        private int watchers;
        private @Nullable Session seen;

        synchronized @Nullable Session seen() {
            return seen;
        }

        /** Looks may overlap, and the older answer come last. */
        synchronized void show(Session session) {
            if (seen != null && seen.revision().version() >= session.revision().version()) {
                return;
            }
            seen = session;
            states.tryEmitNext(session);
            if (session.status() == SessionStatus.DELETED) {
                states.tryEmitComplete();
            }
        }
    }
}
