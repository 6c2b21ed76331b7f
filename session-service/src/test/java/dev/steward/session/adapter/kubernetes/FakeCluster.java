package dev.steward.session.adapter.kubernetes;

import static org.awaitility.Awaitility.await;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.Templates;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetricsBuilder;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetricsListBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A cluster in memory: an API server, and one node that gives pods the statuses a kubelet would. */
final class FakeCluster implements ResourceEventHandler<Pod>, AutoCloseable {

    static final String OWNER = "tests";
    private static final List<Class<? extends HasMetadata>> KINDS =
            List.of(Pod.class, Service.class, ServiceAccount.class, PersistentVolumeClaim.class, NetworkPolicy.class);

    static final Templates TEMPLATES = new Templates(Map.of(
            Templates.STATIC,
            "files:1",
            Templates.NODE,
            "node:1",
            Templates.JAVA,
            "java:1",
            Templates.PYTHON,
            "python:1"));

    private final ClusterApi api = new ClusterApi();
    private final KubernetesMockServer server =
            new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), api, false);
    private final ExecutorService node = Executors.newSingleThreadExecutor();
    private final Scheduler blocking = Schedulers.newBoundedElastic(8, 100, "cluster-test");
    private final Set<String> serving = ConcurrentHashMap.newKeySet();
    private final List<KubernetesSessionRuntime> opened = new ArrayList<>();
    private final NamespacedKubernetesClient client;
    private final SharedIndexInformer<Pod> pods;
    private volatile Function<Pod, PodStatus> verdict = _ -> running();

    FakeCluster() {
        server.init();
        client = client(ClusterApi.NODE);
        pods = client.pods().inAnyNamespace().inform(this);
    }

    static KubernetesSettings settings() {
        return new KubernetesSettings(
                OWNER,
                "steward-",
                "steward",
                "",
                List.of(),
                100,
                40_000,
                59_999,
                Duration.ofMinutes(10),
                Duration.ofSeconds(1));
    }

    /** As an instance of the service has it. */
    KubernetesSessionRuntime runtime() {
        KubernetesSessionRuntime runtime = new KubernetesSessionRuntime(
                client("service"), settings(), TEMPLATES, this::answers, Clock.systemUTC(), blocking);
        runtime.start();
        opened.add(runtime);
        await().atMost(Duration.ofSeconds(30)).until(runtime::isReachable);
        return runtime;
    }

    private NamespacedKubernetesClient client(String userAgent) {
        return server.createClient(builder -> builder.editOrNewConfig()
                .withUserAgent(userAgent)
                .withRequestRetryBackoffLimit(0)
                .endConfig());
    }

    ClusterApi api() {
        return api;
    }

    NamespacedKubernetesClient client() {
        return client;
    }

    /** What becomes of the pods that are made from now on. */
    void decide(Function<Pod, PodStatus> status) {
        verdict = status;
    }

    void kill(Session session) {
        end(
                session,
                new ContainerStateBuilder()
                        .withNewTerminated()
                        .withExitCode(137)
                        .withReason("Error")
                        .withMessage("last words\n")
                        .withStartedAt(now())
                        .withFinishedAt(now())
                        .endTerminated()
                        .build());
    }

    void end(Session session, ContainerState how) {
        Pod pod = pod(session);
        serving.remove(session.id());
        set(pod, over(how));
    }

    Pod pod(Session session) {
        return client.pods().inAnyNamespace().withLabel(Names.SESSION, session.id()).list().getItems().stream()
                .filter(found -> Names.attempt(found) == session.attempts().count())
                .findFirst()
                .orElseThrow();
    }

    /** What the metrics API says of every pod from now on. */
    void measure(String cpu, String memory) {
        api.measure(() -> client.getKubernetesSerialization()
                .asJson(new PodMetricsListBuilder()
                        .withItems(pods.getStore().list().stream()
                                .map(pod -> new PodMetricsBuilder()
                                        .withNewMetadata()
                                        .withName(pod.getMetadata().getName())
                                        .withNamespace(pod.getMetadata().getNamespace())
                                        .endMetadata()
                                        .addNewContainer()
                                        .withName("session")
                                        .withUsage(Map.of("cpu", new Quantity(cpu), "memory", new Quantity(memory)))
                                        .endContainer()
                                        .build())
                                .toList())
                        .build()));
    }

    /** Everything that carries the owner's label, but for the namespaces. */
    List<String> objects() {
        return KINDS.stream()
                .flatMap(kind ->
                        client
                                .resources(kind)
                                .inAnyNamespace()
                                .withLabel(Names.OWNER, OWNER)
                                .list()
                                .getItems()
                                .stream())
                .map(object -> object.getKind() + " " + object.getMetadata().getName())
                .toList();
    }

    boolean answers(URI address) {
        return serving.stream().anyMatch(id -> address.getHost().startsWith("session-" + id + "."));
    }

    /** From now on its page gives no answer, and its process lives. */
    void hang(Session session) {
        serving.remove(session.id());
    }

    static PodStatus running() {
        return new PodStatusBuilder()
                .withPhase("Running")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .addNewContainerStatus()
                .withName("session")
                .withReady(true)
                .withState(new ContainerStateBuilder()
                        .withNewRunning()
                        .withStartedAt(now())
                        .endRunning()
                        .build())
                .endContainerStatus()
                .build();
    }

    static PodStatus waiting(String reason, String message) {
        return new PodStatusBuilder()
                .withPhase("Pending")
                .addNewContainerStatus()
                .withName("session")
                .withState(new ContainerStateBuilder()
                        .withNewWaiting()
                        .withReason(reason)
                        .withMessage(message)
                        .endWaiting()
                        .build())
                .endContainerStatus()
                .build();
    }

    static PodStatus over(ContainerState how) {
        return new PodStatusBuilder()
                .withPhase("Failed")
                .addNewContainerStatus()
                .withName("session")
                .withState(how)
                .endContainerStatus()
                .build();
    }

    @Override
    public void onAdd(Pod pod) {
        node.execute(() -> place(pod));
    }

    @Override
    public void onUpdate(Pod before, Pod after) {
        if (after.getMetadata().getDeletionTimestamp() != null) {
            node.execute(() -> now(after).filter(pod -> !PodState.isOver(pod)).ifPresent(this::terminate));
        }
    }

    @Override
    public void onDelete(Pod pod, boolean stateUnknown) {
        Names.session(pod).ifPresent(serving::remove);
    }

    @Override
    public void close() throws IOException {
        for (KubernetesSessionRuntime runtime : opened) {
            runtime.close();
        }
        pods.stop();
        node.shutdownNow();
        client.close();
        blocking.dispose();
        try {
            server.destroy();
        } catch (IllegalStateException e) {
            // It waits on its only thread for what it still has to tell those who watched, and goes when that is over.
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
        }
    }

    private void place(Pod pod) {
        PodStatus status = verdict.apply(pod);
        // As a scheduler leaves alone what is on its way out.
        if (status == null
                || now(pod).filter(found -> found.getMetadata().getDeletionTimestamp() == null)
                        .isEmpty()) {
            return;
        }
        Pod placed = client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .edit(found -> new PodBuilder(found)
                        .editSpec()
                        .withNodeName("node")
                        .endSpec()
                        .build());
        if ("Running".equals(status.getPhase())) {
            Names.session(pod).ifPresent(serving::add);
        }
        set(placed, status);
    }

    private Optional<Pod> now(Pod pod) {
        return Optional.ofNullable(client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .get());
    }

    private void terminate(Pod pod) {
        Names.session(pod).ifPresent(serving::remove);
        set(
                pod,
                over(new ContainerStateBuilder()
                        .withNewTerminated()
                        .withExitCode(143)
                        .withReason("Error")
                        .withMessage("told to end\n")
                        .withFinishedAt(now())
                        .endTerminated()
                        .build()));
    }

    private void set(Pod pod, PodStatus status) {
        client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .editStatus(found -> new PodBuilder(found).withStatus(status).build());
    }

    private static String now() {
        return Instant.now(Clock.systemUTC()).toString();
    }
}
