package dev.steward.session.adapter.process;

import dev.steward.session.domain.Exit;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.Template;
import dev.steward.session.domain.Templates;
import dev.steward.session.domain.UsageReading;
import dev.steward.session.port.LaunchOutcome;
import dev.steward.session.port.Observation;
import dev.steward.session.port.SessionRuntime;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Runs sessions as processes of this host. All that blocks is on the given scheduler, made of virtual threads. */
public final class ProcessSessionRuntime implements SessionRuntime, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessSessionRuntime.class);

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration KILLED_WITHIN = Duration.ofSeconds(10);

    private final SessionHomes homes;
    private final SessionProcesses processes;
    private final HostTemplates host;
    private final ShimLauncher launcher;
    private final AttemptObserver observer;
    private final ProcessUsage usage;
    private final ProcessWatch watch;
    private final ControlGroups groups;
    private final LimitWatch limits;
    private final AttemptLog log;
    private final LoopbackPorts ports;
    private final FileServerTraining training;
    private final ReadinessProbe probe = new ReadinessProbe(PROBE_TIMEOUT);
    private final Duration patience;
    private final Scheduler blocking;

    public ProcessSessionRuntime(ProcessSettings settings, Templates templates, Clock clock, Scheduler blocking) {
        SessionFolders folders = SessionFolders.below(settings.dataFolder());
        SessionUsers users = SessionUsers.forData(folders);
        this.homes = new SessionHomes(folders, users);
        ProcFs proc = new ProcFs();
        this.processes = new SessionProcesses(proc, folders, users);
        HostPath path = new HostPath(settings.limits().path());
        FileServer files = new FileServer(
                settings.javaHome(), FileServerTraining.cache(settings.dataFolder(), settings.javaHome()));
        this.host = new HostTemplates(templates, files, settings.bindAddress(), path);
        this.launcher = new ShimLauncher(folders, users, host, settings);
        this.groups = ControlGroups.on(
                settings.limits().controlGroups(),
                users.groupName(),
                settings.limits().mostProcesses());
        this.limits = new LimitWatch(homes, processes, proc, settings.limits(), groups.limit("memory"));
        this.usage = new ProcessUsage(proc, folders, processes, limits, clock);
        this.observer = new AttemptObserver(
                folders, processes, proc, usage, settings.limits().setupTimeout(), clock);
        this.log = new AttemptLog(observer::isOver, blocking);
        this.ports = new LoopbackPorts(settings.firstPort(), settings.lastPort());
        this.training = new FileServerTraining(files);
        this.patience = settings.stopGrace().plusSeconds(1);
        this.blocking = blocking;
        this.watch = new ProcessWatch(attempt -> processes.shim(attempt).isPresent(), settings.watchInterval());
        if (!groups.limit("memory") || !groups.limit("cpu")) {
            LOG.info("no control groups on this host: memory is watched, and processors are not limited");
        }
        if (!users.areSeparate()) {
            LOG.warn("not started as root: sessions run with the rights of this service's own user");
        }
    }

    @Override
    public String name() {
        return "process";
    }

    /** Makes the starts to come cheaper, in the background. Its thread stays as long as the process it starts. */
    public void prepare() {
        Thread.ofPlatform().name("file-server-training").daemon().start(training::run);
    }

    @Override
    public boolean offers(Template template) {
        return host.offers(template);
    }

    @Override
    public boolean hasImages() {
        return false;
    }

    @Override
    public Mono<Integer> freePort() {
        return blocking(ports::candidate);
    }

    @Override
    public Mono<LaunchOutcome> launch(Session session) {
        return blocking(() -> {
            SessionSpec spec = session.identity().spec();
            if (!host.offers(spec)) {
                return new LaunchOutcome.Refused(
                        Exit.COMMAND_MISSING,
                        "This host has nothing to run the template " + spec.template() + " with.");
            }
            AttemptRecord attempt = observer.current(session);
            if (!attempt.exists() && !LoopbackPorts.isFree(session.placement().port())) {
                return new LaunchOutcome.PortTaken();
            }
            try {
                AttemptRecord claimed = homes.claim(session);
                if (claimed != null) {
                    homes.removeOldRecords(session);
                    launcher.launch(session, claimed, groups);
                }
                watch(session, attempt);
                return new LaunchOutcome.Launched();
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("cannot launch session {}", session.id(), e);
                String detail = e instanceof IllegalArgumentException
                        ? "It asks for what no process can have: " + e.getMessage() + "."
                        : e.getClass().getSimpleName() + " on its host";
                return new LaunchOutcome.Refused(LaunchOutcome.Refused.START_FAILED, detail);
            }
        });
    }

    @Override
    public Mono<Observation> observe(Session session) {
        return blocking(() -> {
            Observation observation = observer.observe(session);
            if (observation instanceof Observation.Alive) {
                watch(session, observer.current(session));
            }
            return observation;
        });
    }

    @Override
    public URI address(Session session) {
        return URI.create(session.placement().directAddress());
    }

    @Override
    public Mono<Boolean> answers(Session session) {
        return blocking(() -> observer.current(session).serverBegan().isPresent() && isServed(session));
    }

    @Override
    public Mono<Boolean> responds(Session session) {
        return blocking(() -> isServed(session));
    }

    /** By itself: whoever else got its port meanwhile answers there, too. */
    private boolean isServed(Session session) {
        int port = session.placement().port();
        return probe.answers(port) && processes.listen(session.id(), observer.current(session), port);
    }

    @Override
    public Mono<Void> end(String sessionId) {
        Mono<Boolean> asked = blocking(() -> {
            watch.forget(sessionId);
            limits.forget(sessionId);
            processes.terminate(sessionId);
            return true;
        });
        Mono<Boolean> gone = until(() -> processes.shims(sessionId).isEmpty()).timeout(patience, Mono.just(false));
        Mono<Boolean> killed = until(() -> processes.kill(sessionId) == 0 && groups.remove(sessionId))
                .timeout(KILLED_WITHIN, Mono.error(() -> new TimeoutException("processes of " + sessionId)));
        return asked.then(gone).then(killed).then(cleared(sessionId)).then();
    }

    /** What cannot be removed does not keep a session from ending; the next end tries again. */
    private Mono<Boolean> cleared(String sessionId) {
        return blocking(() -> {
                    homes.clear(sessionId);
                    return true;
                })
                .onErrorResume(IOException.class, failure -> {
                    LOG.warn("cannot remove what session {} needed for a while", sessionId, failure);
                    return Mono.just(false);
                });
    }

    @Override
    public Mono<Void> remove(String sessionId) {
        return end(sessionId)
                .then(blocking(() -> {
                    homes.remove(sessionId);
                    return true;
                }))
                .then();
    }

    @Override
    public Mono<List<String>> found() {
        return blocking(() -> Stream.concat(homes.found().stream(), groups.found().stream())
                .distinct()
                .toList());
    }

    @Override
    public Mono<Map<String, UsageReading>> usage(List<Session> sessions) {
        return blocking(() -> usage.of(sessions));
    }

    @Override
    public Flux<String> log(Session session, int tail, boolean follow) {
        return log.of(observer.current(session), tail, follow);
    }

    @Override
    public void onChange(Consumer<String> listener) {
        watch.onEnd(listener);
    }

    @Override
    public void close() throws IOException {
        limits.close();
        groups.close();
        watch.close();
    }

    private void watch(Session session, AttemptRecord attempt) {
        watch.watch(session.id(), attempt);
        limits.watch(session, attempt);
    }

    private Mono<Boolean> until(Callable<Boolean> condition) {
        return blocking(condition)
                .filter(holds -> holds)
                .repeatWhenEmpty(again -> again.concatMap(_ -> Mono.delay(POLL)));
    }

    private <T> Mono<T> blocking(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(blocking);
    }
}
