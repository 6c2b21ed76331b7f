package dev.steward.session.application;

import dev.steward.events.UuidV7;
import dev.steward.session.domain.Placement;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.WarmSession;
import dev.steward.session.domain.WarmSession.Kind;
import dev.steward.session.port.LaunchOutcome;
import dev.steward.session.port.Observation;
import dev.steward.session.port.SessionRepository;
import dev.steward.session.port.SessionRuntime;
import dev.steward.session.port.WarmSessions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Starts sessions before anybody asks for them, so that who does need not wait for a process. Tended by the leading
 * instance, one look after the other; any instance may take one. All that is left half done is either an entry, which the
 * next look judges, or belongs to nobody, which the loop removes.
 */
public final class WarmPool {

    private static final Logger LOG = System.getLogger(WarmPool.class.getName());

    private final WarmSessions warm;
    private final SessionRepository sessions;
    private final Runtimes runtimes;
    private final Sizes sizes;
    private final Clock clock;
    private final Map<Kind, Integer> ready = new ConcurrentHashMap<>();
    private volatile Instant leadingSince = Instant.MAX;
    private volatile boolean nothingLeft;

    public WarmPool(WarmSessions warm, SessionRepository sessions, Runtimes runtimes, Sizes sizes, Clock clock) {
        this.warm = warm;
        this.sessions = sessions;
        this.runtimes = runtimes;
        this.sizes = sizes;
        this.clock = clock;
    }

    /**
     * How many are kept.
     *
     * @param byKind for each session that may be asked for without saying more than its template and runtime
     * @param maximumAge after which one is replaced
     * @param startTimeout how long one may take to answer
     */
    public record Sizes(Map<Kind, Integer> byKind, Duration maximumAge, Duration startTimeout) {

        /** Nothing is started that nobody asked for. */
        public static final Sizes NONE = new Sizes(Map.of(), Duration.ofHours(1), Duration.ofSeconds(30));

        public Sizes {
            byKind = Map.copyOf(byKind);
        }

        int of(Kind kind) {
            return byKind.getOrDefault(kind, 0);
        }
    }

    /** Joins the caller's transaction: what it takes is there again if that fails. */
    Mono<WarmSession> take(SessionRuntime runtime, SessionSpec spec) {
        return sizes.of(new Kind(runtime.name(), spec)) > 0 ? warm.take(runtime.name(), spec) : Mono.empty();
    }

    /** What is kept, whether there is any now or not. */
    public Set<Kind> kinds() {
        return sizes.byKind().keySet();
    }

    /** How many of a kind could be taken at the last look; empty when another instance looks after them. */
    public OptionalInt ready(Kind kind) {
        Integer known = ready.get(kind);
        return known == null ? OptionalInt.empty() : OptionalInt.of(known);
    }

    /** What was started under another lead may have been started by other settings, so it is replaced. */
    void lead() {
        leadingSince = clock.instant();
        nothingLeft = false;
    }

    void resign() {
        ready.clear();
    }

    /** The ids of those that belong to no session yet. */
    Flux<String> held() {
        return warm.all().map(WarmSession::id);
    }

    /** Looks at all that are there, and starts what is missing; one of a kind at a time, so that users come first. */
    Mono<Void> tend() {
        if (sizes.byKind().isEmpty() && nothingLeft) {
            return Mono.empty();
        }
        return warm.all()
                .concatMap(entry -> look(entry).onErrorResume(failure -> {
                    report("warm session " + entry.id(), failure);
                    // Not known to be gone: another one in its place might be one too many, again and again.
                    return Mono.just(entry);
                }))
                .collectList()
                .doOnNext(kept -> nothingLeft = kept.isEmpty())
                .flatMap(kept -> dropSurplus(kept).then(fill(kept)).doOnSuccess(_ -> count(kept)));
    }

    /** As it is now; empty when it is gone. */
    private Mono<WarmSession> look(WarmSession entry) {
        Instant now = clock.instant();
        boolean old = entry.createdAt().isBefore(leadingSince)
                || entry.createdAt().plus(sizes.maximumAge()).isBefore(now);
        if (old || sizes.of(entry.kind()) == 0) {
            return drop(entry, "is not wanted any more");
        }
        SessionRuntime runtime = runtimes.of(entry.onHost());
        if (!runtime.isReachable()) {
            return Mono.just(entry);
        }
        return runtime.observe(entry.onHost()).flatMap(seen -> switch (seen) {
            case Observation.Alive _ when entry.readyAt() == null -> awaited(runtime, entry, now);
            case Observation.Alive _ ->
                runtime.responds(entry.onHost())
                        .flatMap(responds -> responds ? Mono.just(entry) : drop(entry, "does not answer any more"));
            case Observation.Absent _, Observation.Ended _ -> drop(entry, "has no process any more");
        });
    }

    private Mono<WarmSession> awaited(SessionRuntime runtime, WarmSession entry, Instant now) {
        return runtime.answers(entry.onHost()).flatMap(answers -> {
            if (answers) {
                return warm.ready(entry.id(), now).thenReturn(entry.readyAt(now));
            }
            return entry.createdAt().plus(sizes.startTimeout()).isBefore(now)
                    ? drop(entry, "did not answer in time")
                    : Mono.just(entry);
        });
    }

    private Mono<Void> dropSurplus(List<WarmSession> kept) {
        Map<Kind, List<WarmSession>> byKind = kept.stream().collect(Collectors.groupingBy(WarmSession::kind));
        List<WarmSession> surplus = byKind.entrySet().stream()
                .flatMap(kind -> kind.getValue().stream().skip(sizes.of(kind.getKey())))
                .toList();
        return Flux.fromIterable(surplus)
                .concatMap(entry -> drop(entry, "is one too many"))
                .then();
    }

    private Mono<Void> fill(List<WarmSession> kept) {
        List<Kind> missing = new ArrayList<>();
        sizes.byKind().forEach((kind, size) -> {
            List<WarmSession> those =
                    kept.stream().filter(entry -> entry.kind().equals(kind)).toList();
            if (those.size() < size && those.stream().noneMatch(entry -> entry.readyAt() == null)) {
                missing.add(kind);
            }
        });
        return Flux.fromIterable(missing)
                .concatMap(kind -> Mono.justOrEmpty(runtimes.named(kind.runtime()))
                        .filter(SessionRuntime::isReachable)
                        .flatMap(runtime -> start(runtime, kind.spec()))
                        .onErrorResume(failure -> {
                            report("template " + kind.spec().template() + " on " + kind.runtime(), failure);
                            return Mono.empty();
                        }))
                .then();
    }

    private Mono<Void> start(SessionRuntime runtime, SessionSpec spec) {
        return Mono.zip(sessions.nextSlot(), runtime.freePort())
                .map(place -> new WarmSession(
                        UuidV7.next(clock),
                        runtime.name(),
                        spec,
                        new Placement(place.getT1(), place.getT2()),
                        clock.instant(),
                        null))
                .filterWhen(warm::add)
                .flatMap(entry -> runtime.launch(entry.onHost())
                        .filter(outcome -> !(outcome instanceof LaunchOutcome.Launched))
                        .flatMap(outcome -> drop(entry, "could not be started: " + outcome)))
                .then();
    }

    /** Only who removed the entry ends what it stands for: it may have become a session meanwhile. */
    private Mono<WarmSession> drop(WarmSession entry, String why) {
        return warm.remove(entry.id())
                .filter(removed -> removed)
                .flatMap(_ -> {
                    LOG.log(Level.INFO, "warm session {0} {1}", entry.id(), why);
                    return Mono.justOrEmpty(runtimes.named(entry.runtime()))
                            .flatMap(runtime -> runtime.remove(entry.id()));
                })
                .then(Mono.empty());
    }

    private void count(List<WarmSession> kept) {
        kinds().forEach(kind -> ready.put(
                kind,
                Math.toIntExact(kept.stream()
                        .filter(entry -> entry.kind().equals(kind) && entry.readyAt() != null)
                        .count())));
    }

    private static void report(String what, Throwable failure) {
        LOG.log(Level.WARNING, () -> "cannot keep sessions warm now, " + what + ": " + failure);
    }
}
