package dev.steward.session.application;

import dev.steward.events.UuidV7;
import dev.steward.session.domain.Placement;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.WarmSession;
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
    private final Map<String, Integer> ready = new ConcurrentHashMap<>();
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
     * @param bySpec for each session that may be asked for without saying more than its template
     * @param maximumAge after which one is replaced
     * @param startTimeout how long one may take to answer
     */
    public record Sizes(Map<SessionSpec, Integer> bySpec, Duration maximumAge, Duration startTimeout) {

        /** Nothing is started that nobody asked for. */
        public static final Sizes NONE = new Sizes(Map.of(), Duration.ofHours(1), Duration.ofSeconds(30));

        public Sizes {
            bySpec = Map.copyOf(bySpec);
        }

        int of(SessionSpec spec) {
            return bySpec.getOrDefault(spec, 0);
        }
    }

    /** Joins the caller's transaction: what it takes is there again if that fails. */
    Mono<WarmSession> take(SessionRuntime runtime, SessionSpec spec) {
        return isKept(runtime.name(), spec) ? warm.take(runtime.name(), spec) : Mono.empty();
    }

    /** How many of a template could be taken at the last look; empty when another instance looks after them. */
    public OptionalInt ready(String template) {
        Integer known = ready.get(template);
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
        if (sizes.bySpec().isEmpty() && nothingLeft) {
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
        if (old || !isKept(entry.runtime(), entry.spec())) {
            return drop(entry, "is not wanted any more");
        }
        SessionRuntime runtime = runtimes.of(entry.onHost());
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
        Map<SessionSpec, List<WarmSession>> bySpec = kept.stream().collect(Collectors.groupingBy(WarmSession::spec));
        List<WarmSession> surplus = bySpec.entrySet().stream()
                .flatMap(kind -> kind.getValue().stream().skip(sizes.of(kind.getKey())))
                .toList();
        return Flux.fromIterable(surplus)
                .concatMap(entry -> drop(entry, "is one too many"))
                .then();
    }

    private Mono<Void> fill(List<WarmSession> kept) {
        List<SessionSpec> missing = new ArrayList<>();
        sizes.bySpec().forEach((spec, size) -> {
            List<WarmSession> those =
                    kept.stream().filter(entry -> entry.spec().equals(spec)).toList();
            if (those.size() < size && those.stream().noneMatch(entry -> entry.readyAt() == null)) {
                missing.add(spec);
            }
        });
        return Flux.fromIterable(missing)
                .concatMap(spec -> start(spec).onErrorResume(failure -> {
                    report("template " + spec.template(), failure);
                    return Mono.empty();
                }))
                .then();
    }

    private Mono<Void> start(SessionSpec spec) {
        SessionRuntime runtime = runtimes.usual();
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

    private boolean isKept(String runtime, SessionSpec spec) {
        return sizes.of(spec) > 0 && runtime.equals(runtimes.usual().name());
    }

    private void count(List<WarmSession> kept) {
        sizes.bySpec()
                .keySet()
                .forEach(spec -> ready.put(
                        spec.template(),
                        Math.toIntExact(kept.stream()
                                .filter(entry -> entry.spec().equals(spec) && entry.readyAt() != null)
                                .count())));
    }

    private static void report(String what, Throwable failure) {
        LOG.log(Level.WARNING, () -> "cannot keep sessions warm now, " + what + ": " + failure);
    }
}
