package dev.steward.session.port;

import dev.steward.session.domain.Exit;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.Template;
import dev.steward.session.domain.UsageReading;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A host in memory. Servers answer at once unless told otherwise. */
public class FakeRuntime implements SessionRuntime {

    private record Attempt(int number, Instant startedAt, Observation seen, Sinks.Many<String> output) {

        Attempt seenAs(Observation now) {
            return new Attempt(number, startedAt, now, output);
        }
    }

    private final Clock clock;
    private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();
    private final Set<Integer> occupied = ConcurrentHashMap.newKeySet();
    private final Set<String> leftovers = ConcurrentHashMap.newKeySet();
    private final Set<String> hanging = ConcurrentHashMap.newKeySet();
    private final AtomicInteger nextPort = new AtomicInteger(20_000);
    private volatile Consumer<String> listener = _ -> {};
    private volatile boolean mute;
    private volatile boolean away;
    private volatile boolean commandless;
    private volatile Sinks.Empty<String> logless = Sinks.empty();
    private final AtomicInteger measured = new AtomicInteger();
    private volatile String refusal = "";
    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicInteger launches = new AtomicInteger();
    private final Set<String> expected = ConcurrentHashMap.newKeySet();

    public FakeRuntime(Clock clock) {
        this.clock = clock;
    }

    /** From now on a process of it lives and answers nothing. */
    public void hang(String id) {
        hanging.add(id);
    }

    public void resume(String id) {
        hanging.remove(id);
    }

    /** From now on nothing answers. */
    public void mute() {
        mute = true;
    }

    public void refuseLaunches(String detail) {
        refusal = detail;
    }

    public void occupy(int port) {
        occupied.add(port);
    }

    public void failNextLook() {
        failing.set(true);
    }

    /** From now on nobody can tell what runs on it. */
    public void goAway() {
        away = true;
    }

    public void comeBack() {
        away = false;
    }

    /** Its next attempts end at once, and would always. */
    public void loseCommands() {
        commandless = true;
    }

    public void leaveBehind(String id) {
        leftovers.add(id);
    }

    public void crash(String id) {
        end(id, new Exit(null, 9, List.of("last words"), clock.instant()), false);
        listener.accept(id);
    }

    public void runOutOfMemory(String id) {
        end(id, new Exit(null, 9, Exit.OUT_OF_MEMORY, List.of("last words"), clock.instant()), false);
        listener.accept(id);
    }

    /** Its workspace took more than it may. */
    public void fillDisk(String id) {
        end(id, new Exit(null, 9, Exit.DISK_QUOTA, "It used 2 of 1.", List.of("last words"), clock.instant()), false);
        listener.accept(id);
    }

    public void print(String id, String line) {
        attempts.get(id).output().tryEmitNext(line).orThrow();
    }

    /** As when the suite or the machine is stopped while nobody watches. */
    public void stopWithHost(String id) {
        end(id, new Exit(null, 15, List.of(), clock.instant()), true);
    }

    public int launches() {
        return launches.get();
    }

    @Override
    public String name() {
        return "process";
    }

    @Override
    public boolean offers(Template template) {
        return !template.isAnyImage();
    }

    @Override
    public boolean hasImages() {
        return false;
    }

    @Override
    public boolean isReachable() {
        return !away;
    }

    @Override
    public Mono<Integer> freePort() {
        return Mono.fromSupplier(nextPort::incrementAndGet);
    }

    @Override
    public void expect(Session session) {
        expected.add(session.id());
    }

    /** Whether it was told of a launch to come. */
    public boolean expects(String id) {
        return expected.contains(id);
    }

    @Override
    public Mono<LaunchOutcome> launch(Session session) {
        return Mono.fromSupplier(() -> {
            if (isCurrent(session)) {
                return new LaunchOutcome.Launched();
            }
            if (occupied.contains(session.placement().port())) {
                return new LaunchOutcome.PortTaken();
            }
            if (!refusal.isEmpty()) {
                return new LaunchOutcome.Refused(LaunchOutcome.Refused.START_FAILED, refusal);
            }
            launches.incrementAndGet();
            attempts.put(
                    session.id(),
                    new Attempt(
                            session.attempts().count(),
                            clock.instant(),
                            new Observation.Alive(),
                            Sinks.many().replay().all()));
            if (commandless) {
                end(session.id(), new Exit(127, null, Exit.COMMAND_MISSING, List.of(), clock.instant()), false);
            }
            return new LaunchOutcome.Launched();
        });
    }

    @Override
    public Mono<Observation> observe(Session session) {
        return asked(() -> {
            if (failing.getAndSet(false)) {
                throw new IllegalStateException("the host cannot be asked now");
            }
            return isCurrent(session) ? attempts.get(session.id()).seen() : new Observation.Absent();
        });
    }

    @Override
    public URI address(Session session) {
        return URI.create("http://localhost:" + session.placement().port());
    }

    @Override
    public Mono<Boolean> answers(Session session) {
        return observe(session).map(seen -> seen instanceof Observation.Alive && !mute);
    }

    @Override
    public Mono<Boolean> responds(Session session) {
        return Mono.fromSupplier(() -> !away
                && isCurrent(session)
                && attempts.get(session.id()).seen() instanceof Observation.Alive
                && !mute
                && !hanging.contains(session.id()));
    }

    @Override
    public Mono<Void> end(String sessionId) {
        return asked(() -> sessionId).doOnNext(this::stopWithHost).then();
    }

    @Override
    public Mono<Void> remove(String sessionId) {
        return Mono.fromRunnable(() -> {
            attempts.remove(sessionId);
            leftovers.remove(sessionId);
        });
    }

    @Override
    public Mono<List<String>> found() {
        return Mono.fromSupplier(() -> {
            Set<String> all = new HashSet<>(attempts.keySet());
            all.addAll(leftovers);
            return List.copyOf(all);
        });
    }

    @Override
    public Mono<Map<String, UsageReading>> usage(List<Session> sessions) {
        return Mono.fromSupplier(() -> {
            measured.incrementAndGet();
            Map<String, UsageReading> readings = new HashMap<>();
            sessions.stream().filter(this::isCurrent).forEach(session -> {
                Attempt attempt = attempts.get(session.id());
                if (attempt.seen() instanceof Observation.Alive) {
                    readings.put(session.id(), reading(attempt, 0.05));
                }
            });
            return readings;
        });
    }

    /** From now on logs cannot be read, and those being read break off. */
    public void loseLogs() {
        logless.tryEmitError(new IllegalStateException("no log"));
    }

    public void findLogs() {
        logless = Sinks.empty();
    }

    /** How often usage was asked for. */
    public int measured() {
        return measured.get();
    }

    @Override
    public Flux<String> log(Session session, int tail, boolean follow) {
        return Flux.defer(() -> {
            if (!isCurrent(session)) {
                return Flux.empty();
            }
            Flux<String> output = attempts.get(session.id()).output().asFlux();
            List<String> printed = new ArrayList<>();
            output.subscribe(printed::add).dispose();
            int skipped = Math.max(0, printed.size() - tail);
            Flux<String> read =
                    follow ? output.skip(skipped) : Flux.fromIterable(printed).skip(skipped);
            return read.takeUntilOther(logless.asMono());
        });
    }

    @Override
    public void onChange(Consumer<String> told) {
        listener = told;
    }

    private <T> Mono<T> asked(Supplier<T> answer) {
        return Mono.fromSupplier(() -> {
            if (away) {
                throw new RuntimeUnavailableException("The host does not answer.", new IllegalStateException());
            }
            return answer.get();
        });
    }

    private boolean isCurrent(Session session) {
        Attempt attempt = attempts.get(session.id());
        return attempt != null && attempt.number() == session.attempts().count();
    }

    private void end(String id, Exit exit, boolean withHost) {
        attempts.computeIfPresent(
                id,
                (_, attempt) -> attempt.seen() instanceof Observation.Alive
                        ? attempt.seenAs(new Observation.Ended(exit, reading(attempt, null), withHost))
                        : attempt);
        Optional.ofNullable(attempts.get(id))
                .ifPresent(attempt -> attempt.output().tryEmitComplete());
    }

    private UsageReading reading(Attempt attempt, Double memory) {
        return new UsageReading(attempt.number(), attempt.startedAt(), clock.instant(), 0.5, memory, null, null);
    }
}
