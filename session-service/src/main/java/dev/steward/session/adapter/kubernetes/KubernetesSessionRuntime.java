package dev.steward.session.adapter.kubernetes;

import dev.steward.session.domain.Exit;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.Template;
import dev.steward.session.domain.Template.Readiness;
import dev.steward.session.domain.Templates;
import dev.steward.session.domain.UsageReading;
import dev.steward.session.port.LaunchOutcome;
import dev.steward.session.port.Observation;
import dev.steward.session.port.RuntimeUnavailableException;
import dev.steward.session.port.SessionRuntime;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Runs sessions as pods of a Kubernetes cluster, one for each attempt; workspaces are claims there. All that blocks is on
 * the given scheduler, made of virtual threads.
 */
public final class KubernetesSessionRuntime implements SessionRuntime, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KubernetesSessionRuntime.class);

    private static final Duration POLL = Duration.ofMillis(250);
    /** A node needs that much longer to say that something ended. */
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(15);

    private final KubernetesClient client;
    private final KubernetesSettings settings;
    private final Templates templates;
    private final Predicate<URI> page;
    private final Duration poll;
    private final Names names;
    private final SessionChart chart;
    private final ChartValues values;
    private final SessionNamespaces namespaces;
    private final SessionObjects objects;
    private final PodWatch watch;
    private final PodLog log;
    private final PodUsage usage;
    private final Clock clock;
    private final Scheduler blocking;

    /**
     * @param page whether a page answers
     * @param poll how often it is asked whether something has ended
     */
    KubernetesSessionRuntime(
            KubernetesClient client,
            KubernetesSettings settings,
            Templates templates,
            Predicate<URI> page,
            Duration poll,
            Clock clock,
            Scheduler blocking) {
        this.client = client;
        this.settings = settings;
        this.templates = templates;
        this.page = page;
        this.poll = poll;
        this.names = new Names(settings.owner(), settings.namespacePrefix());
        this.chart = new SessionChart(client.getKubernetesSerialization());
        this.values = new ChartValues(settings);
        this.namespaces = new SessionNamespaces(client, names, settings.podsPerProject());
        this.objects = new SessionObjects(client, names);
        this.watch = new PodWatch(client, names);
        this.log = new PodLog(client, blocking);
        this.usage = new PodUsage(client, names, watch, clock);
        this.clock = clock;
        this.blocking = blocking;
    }

    public static KubernetesSessionRuntime of(
            KubernetesClient client,
            KubernetesSettings settings,
            Templates templates,
            Clock clock,
            Scheduler blocking) {
        return new KubernetesSessionRuntime(
                client, settings, templates, new ServicePage()::answers, POLL, clock, blocking);
    }

    /** Begins to watch, and loads Helm, which takes seconds that the first session should not wait for. */
    public void start() {
        watch.start();
        blocking(() -> chart.render(settings.clientNamespace(), Map.of()))
                .subscribe(_ -> {}, failure -> LOG.warn("cannot render sessions", failure));
    }

    @Override
    public boolean placesByProject() {
        return true;
    }

    @Override
    public boolean isReachable() {
        return watch.isWatching();
    }

    @Override
    public String name() {
        return "kubernetes";
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
    public boolean keepsWorkspacesHere() {
        return false;
    }

    /** No socket shows which ports of Services are taken, so it is drawn; the database keeps it to one session. */
    @Override
    public Mono<Integer> freePort() {
        return Mono.fromSupplier(
                () -> ThreadLocalRandom.current().nextInt(settings.firstPort(), settings.lastPort() + 1));
    }

    @Override
    public Mono<LaunchOutcome> launch(Session session) {
        return blocking(() -> {
            try {
                return place(session);
            } catch (KubernetesClientException e) {
                if (!Cluster.isRefusal(e)) {
                    throw Cluster.away(e);
                }
                LOG.warn("the cluster refuses session {}: {}", session.id(), Cluster.message(e));
                return refused("The cluster refuses it: " + Cluster.message(e));
            } catch (IllegalStateException | IOException e) {
                LOG.warn("cannot render session {}", session.id(), e);
                return refused("It cannot be told to a cluster.");
            }
        });
    }

    private LaunchOutcome place(Session session) throws IOException {
        int attempt = session.attempts().count();
        if (objects.pods(session.id()).stream().anyMatch(pod -> Names.attempt(pod) >= attempt)) {
            return new LaunchOutcome.Launched();
        }
        if (!namespaces.prepare(session)) {
            return refused("The namespace " + names.namespace(session) + " is not one for sessions.");
        }
        objects.forgetBefore(session);
        objects.apply(rendered(session));
        return new LaunchOutcome.Launched();
    }

    private List<HasMetadata> rendered(Session session) throws IOException {
        Template template = templates.of(session.identity().spec());
        return chart.render(names.namespace(session), values.of(session, template));
    }

    @Override
    public Mono<Observation> observe(Session session) {
        return blocking(() -> Cluster.ask(() -> watch.find(names.namespace(session), Names.pod(session)))
                .map(pod -> observation(session, pod))
                .orElseGet(Observation.Absent::new));
    }

    private Observation observation(Session session, Pod pod) {
        PodState state = new PodState(pod);
        Instant now = clock.instant();
        return state.exit(now)
                .<Observation>map(exit -> new Observation.Ended(
                        withLines(session, exit), usage.afterEnd(session, pod, exit.at()), state.isEndedFromOutside()))
                .orElseGet(
                        () -> new Observation.Alive(state.runningSince().orElseGet(() -> preparedSince(state, now))));
    }

    /** What comes before its server, such as fetching an image, has a limit of its own. */
    private Instant preparedSince(PodState state, Instant now) {
        return now.isBefore(state.createdAt().plus(settings.prepareTimeout())) ? now : state.createdAt();
    }

    /** The status has them only of what failed. */
    private Exit withLines(Session session, Exit exit) {
        List<String> lines = exit.lastLines().isEmpty() && exit.code() != null
                ? log.lastLines(names.namespace(session), Names.pod(session))
                : exit.lastLines();
        return new Exit(exit.code(), exit.signal(), exit.reason(), lines, exit.at());
    }

    @Override
    public URI address(Session session) {
        return URI.create("http://" + Names.object(session.id()) + "." + names.namespace(session) + ".svc:"
                + session.placement().port());
    }

    @Override
    public Mono<Boolean> answers(Session session) {
        return blocking(() -> isReady(session) && (!answersHttp(session) || page.test(address(session))))
                .onErrorReturn(false);
    }

    /** Through the Service, which leads to a pod of this very session or to none, also while the API is away. */
    @Override
    public Mono<Boolean> responds(Session session) {
        return blocking(() -> answersHttp(session) ? page.test(address(session)) : isReady(session))
                .onErrorReturn(false);
    }

    private boolean answersHttp(Session session) {
        return templates.of(session.identity().spec()).readiness() == Readiness.HTTP;
    }

    private boolean isReady(Session session) {
        return watch.isReady(names.namespace(session), Names.pod(session));
    }

    @Override
    public Mono<Void> end(String sessionId) {
        Mono<Boolean> asked = blocking(() -> Cluster.ask(() -> {
            List<Pod> pods = objects.pods(sessionId);
            objects.askToEnd(pods);
            return pods.stream().allMatch(PodState::isOver);
        }));
        return asked.filter(over -> over)
                .repeatWhenEmpty(again -> again.concatMap(_ -> Mono.delay(poll)))
                .timeout(
                        settings.stopGrace().plus(TOLD_WITHIN),
                        Mono.error(() -> new RuntimeUnavailableException(
                                "The node of the session does not say that it ended.",
                                new TimeoutException("pods of " + sessionId))))
                .then();
    }

    @Override
    public Mono<Void> remove(String sessionId) {
        return end(sessionId)
                .then(blocking(() -> Cluster.ask(() -> {
                    objects.remove(sessionId);
                    return true;
                })))
                .then();
    }

    @Override
    public Mono<List<String>> found() {
        return blocking(() -> Cluster.ask(() -> objects.sessions()));
    }

    @Override
    public Mono<Map<String, UsageReading>> usage(List<Session> sessions) {
        return blocking(() -> Cluster.ask(() -> usage.of(sessions)));
    }

    @Override
    public Flux<String> log(Session session, int tail, boolean follow) {
        return log.lines(names.namespace(session), Names.pod(session), tail, follow);
    }

    @Override
    public void onChange(Consumer<String> listener) {
        watch.onChange(listener);
    }

    @Override
    public void close() throws IOException {
        watch.close();
        client.close();
        chart.close();
    }

    private static LaunchOutcome refused(String detail) {
        return new LaunchOutcome.Refused(LaunchOutcome.Refused.START_FAILED, detail);
    }

    private <T> Mono<T> blocking(Callable<? extends T> work) {
        return Mono.<T>fromCallable(work).subscribeOn(blocking);
    }
}
