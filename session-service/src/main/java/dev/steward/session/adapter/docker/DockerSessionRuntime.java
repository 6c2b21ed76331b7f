package dev.steward.session.adapter.docker;

import com.github.dockerjava.api.model.Container;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.Template;
import dev.steward.session.domain.Templates;
import dev.steward.session.domain.UsageReading;
import dev.steward.session.port.LaunchOutcome;
import dev.steward.session.port.Observation;
import dev.steward.session.port.SessionRuntime;
import dev.steward.session.port.Workspaces;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Runs sessions as containers of a Docker engine, one for each attempt. All that blocks is on the given scheduler, made
 * of virtual threads.
 */
public final class DockerSessionRuntime implements SessionRuntime, AutoCloseable {

    /** An engine does not get faster by more questions at once. */
    private static final int MEASURED_AT_ONCE = 8;

    private final DockerEngine engine;
    private final Names names;
    private final Templates templates;
    private final Workspaces workspaces;
    private final SessionNetworks networks;
    private final SessionContainers containers;
    private final CpuQuota cpu;
    private final ContainerLaunch launch;
    private final ContainerWatch watch;
    private final ContainerObserver observer;
    private final ContainerUsage usage;
    private final ContainerLog log;
    private final LoopbackPage page;
    private final Scheduler blocking;

    public DockerSessionRuntime(
            DockerSettings settings, Templates templates, Workspaces workspaces, Clock clock, Scheduler blocking) {
        this.engine = new DockerEngine(settings);
        this.names = new Names(settings.owner());
        this.templates = templates;
        this.workspaces = workspaces;
        this.networks = new SessionNetworks(engine, names, SubnetRange.of(settings.networks()));
        this.usage = new ContainerUsage(engine, clock);
        this.containers = new SessionContainers(engine, names, usage, settings.stopGrace());
        Images images = new Images(engine, settings.pull(), settings.pullTimeout());
        this.cpu = new CpuQuota(engine, settings.startCpuMillis());
        this.launch = new ContainerLaunch(engine, names, images, containers, networks, cpu, settings.processes());
        this.log = new ContainerLog(engine, blocking);
        this.page = new LoopbackPage(settings.firstPort(), settings.lastPort());
        this.blocking = blocking;
        this.watch = new ContainerWatch(engine, names, containers::all);
        this.observer = new ContainerObserver(engine, watch, log, usage);
    }

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public boolean offers(Template template) {
        return true;
    }

    @Override
    public boolean hasImages() {
        return true;
    }

    @Override
    public boolean isReachable() {
        return !engine.isAway();
    }

    @Override
    public Mono<Integer> freePort() {
        return blocking(page::candidate);
    }

    /** Its network takes longer than all else that comes before its start. */
    @Override
    public void expect(Session session) {
        CompletableFuture<Void> _ =
                networks.make(session.id(), session.placement().slot());
    }

    @Override
    public Mono<LaunchOutcome> launch(Session session) {
        Template template = templates.of(session.identity().spec());
        return workspaces.mount(session).flatMap(mount -> blocking(() -> launch.launch(session, template, mount)));
    }

    @Override
    public Mono<Observation> observe(Session session) {
        return blocking(() -> observer.observe(session));
    }

    @Override
    public URI address(Session session) {
        return URI.create(session.placement().directAddress());
    }

    @Override
    public Mono<Boolean> answers(Session session) {
        return responds(session)
                .filter(responds -> responds)
                // Something else can have the port once the session's container is gone.
                .flatMap(_ -> observe(session).map(Observation.Alive.class::isInstance))
                .onErrorReturn(false)
                .defaultIfEmpty(false);
    }

    @Override
    public Mono<Boolean> responds(Session session) {
        Template template = templates.of(session.identity().spec());
        return blocking(() -> LoopbackPage.answers(session.placement().port(), template.readiness()))
                .doOnNext(responds -> {
                    if (responds) {
                        cpu.answered(session);
                    }
                });
    }

    @Override
    public Mono<Void> end(String sessionId) {
        return blocking(() -> {
                    containers.end(sessionId);
                    forget(sessionId);
                    return true;
                })
                .then();
    }

    @Override
    public Mono<Void> remove(String sessionId) {
        return blocking(() -> {
                    containers.remove(sessionId);
                    forget(sessionId);
                    networks.remove(sessionId);
                    return true;
                })
                .then(workspaces.remove(sessionId));
    }

    @Override
    public Mono<List<String>> found() {
        return blocking(() -> {
            long mark = watch.mark();
            List<Container> all = containers.all();
            Set<String> running = new HashSet<>();
            all.stream()
                    .filter(SessionContainers::runs)
                    .map(SessionContainers::nameOf)
                    .forEach(running::add);
            watch.check(running, mark);
            return Stream.concat(
                            all.stream().map(Container::getLabels),
                            networks.all().stream().map(network -> network.getLabels()))
                    .flatMap(labels -> Names.session(labels).stream())
                    .distinct()
                    .toList();
        });
    }

    @Override
    public Mono<Map<String, UsageReading>> usage(List<Session> sessions) {
        return Flux.fromIterable(sessions)
                .flatMap(session -> observe(session).flatMap(seen -> measure(session, seen)), MEASURED_AT_ONCE)
                .collectMap(Measured::id, Measured::reading);
    }

    @Override
    public Flux<String> log(Session session, int tail, boolean follow) {
        String name = Names.container(session);
        return log.lines(name, tail, follow).switchIfEmpty(log.lines(Names.asked(name), tail, follow));
    }

    @Override
    public void onChange(Consumer<String> listener) {
        watch.onChange(listener);
    }

    @Override
    public void close() {
        watch.close();
        engine.close();
    }

    private void forget(String sessionId) {
        watch.forget(sessionId);
        cpu.forget(sessionId);
    }

    private record Measured(String id, UsageReading reading) {}

    private Mono<Measured> measure(Session session, Observation seen) {
        Instant since = seen instanceof Observation.Alive alive ? alive.since() : null;
        if (since == null) {
            return Mono.empty();
        }
        return blocking(() -> usage.measure(
                        Names.container(session), session.attempts().count(), since))
                .flatMap(read -> Mono.justOrEmpty(read))
                .map(reading -> new Measured(session.id(), reading));
    }

    private <T> Mono<T> blocking(Callable<? extends T> work) {
        return Mono.<T>fromCallable(work).subscribeOn(blocking);
    }
}
