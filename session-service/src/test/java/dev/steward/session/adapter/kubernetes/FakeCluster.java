package dev.steward.session.adapter.kubernetes;

import static org.awaitility.Awaitility.await;

import dev.steward.session.domain.Templates;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetricsBuilder;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetricsListBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A cluster in memory: an API server, one node, and instances of the service over it. */
final class FakeCluster implements AutoCloseable {

    static final String OWNER = "tests";

    /** Nodes of a test need no time, so that they are asked more often than others. */
    static final Duration POLL = Duration.ofMillis(10);

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
    private final Scheduler blocking = Schedulers.newBoundedElastic(8, 100, "cluster-test");
    private final List<KubernetesSessionRuntime> opened = new ArrayList<>();
    private final NamespacedKubernetesClient client;
    private final FakeNode node;

    FakeCluster() {
        server.init();
        client = client(ClusterApi.NODE);
        node = new FakeNode(client);
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
                client("service"), settings(), TEMPLATES, node::answers, POLL, Clock.systemUTC(), blocking);
        runtime.start();
        opened.add(runtime);
        await().pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .atMost(Duration.ofSeconds(30))
                .until(runtime::isReachable);
        return runtime;
    }

    void end(KubernetesSessionRuntime instance) throws IOException {
        opened.remove(instance);
        instance.close();
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

    FakeNode node() {
        return node;
    }

    /** What the metrics API says of every pod from now on. */
    void measure(String cpu, String memory) {
        api.measure(() -> client.getKubernetesSerialization()
                .asJson(new PodMetricsListBuilder()
                        .withItems(node.pods().stream()
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

    @Override
    public void close() throws IOException {
        for (KubernetesSessionRuntime runtime : opened) {
            runtime.close();
        }
        node.close();
        client.close();
        blocking.dispose();
        // It can wait ten seconds on its only thread for what it still has to tell those who watched.
        Thread.ofVirtual().start(this::destroy);
    }

    private void destroy() {
        try {
            server.destroy();
        } catch (IllegalStateException e) {
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
        }
    }
}
