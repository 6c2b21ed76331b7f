package dev.steward.session.adapter.kubernetes;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.UsageReading;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What pods use, as the metrics API of the cluster tells it: memory, and how fast a processor is used now. The time used
 * is the sum over that, kept in a note at the pod, so that it goes on with the next instance of this service.
 */
final class PodUsage {

    static final String NOTE = "steward.dev/cpu-used";

    private static final Logger LOG = LoggerFactory.getLogger(PodUsage.class);
    private static final Duration NOTED_EVERY = Duration.ofSeconds(30);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
    private static final double GIB = 1L << 30;

    private final KubernetesClient client;
    private final Names names;
    private final PodWatch watch;
    private final Clock clock;
    /** By the pod's own id. */
    private final Map<String, Used> used = new ConcurrentHashMap<>();

    private volatile boolean measured = true;

    PodUsage(KubernetesClient client, Names names, PodWatch watch, Clock clock) {
        this.client = client;
        this.names = names;
        this.watch = watch;
        this.clock = clock;
    }

    /** Processor time up to then. */
    private record Used(double cpuSeconds, Instant at, Instant notedAt) {

        Used until(Instant now, double cores) {
            double more = Math.max(0, Duration.between(at, now).toMillis()) / 1e3 * cores;
            return new Used(cpuSeconds + more, now, notedAt);
        }
    }

    /** Those that run and are measured; none where the cluster measures nothing. */
    Map<String, UsageReading> of(List<Session> sessions) {
        Map<String, PodMetrics> metrics = metrics();
        used.values().removeIf(sum -> sum.at().isBefore(clock.instant().minus(FORGOTTEN_AFTER)));
        Map<String, UsageReading> readings = new HashMap<>();
        for (Session session : metrics.isEmpty() ? List.<Session>of() : sessions) {
            Optional.ofNullable(metrics.get(Names.pod(session)))
                    .flatMap(found -> watch.find(names.namespace(session), Names.pod(session))
                            .flatMap(pod -> reading(session, pod, found)))
                    .ifPresent(reading -> readings.put(session.id(), reading));
        }
        return readings;
    }

    /** What is known of an attempt that ended. */
    UsageReading afterEnd(Session session, Pod pod, Instant at) {
        Used known = used.get(pod.getMetadata().getUid());
        Optional<Used> last = Optional.ofNullable(known).or(() -> noted(pod));
        return new UsageReading(
                session.attempts().count(),
                new PodState(pod).startedAt(),
                at,
                last.map(Used::cpuSeconds).orElse(null),
                null,
                null,
                null);
    }

    private Optional<UsageReading> reading(Session session, Pod pod, PodMetrics metrics) {
        Optional<Instant> since = new PodState(pod).runningSince();
        return since.map(started -> {
            Instant now = clock.instant();
            Used sum = used.compute(pod.getMetadata().getUid(), (_, before) -> Optional.ofNullable(before)
                    .or(() -> noted(pod))
                    .orElseGet(() -> new Used(0, started, Instant.EPOCH))
                    .until(now, sum(metrics, "cpu")));
            note(pod, sum);
            return new UsageReading(
                    session.attempts().count(),
                    started,
                    now,
                    sum.cpuSeconds(),
                    sum(metrics, "memory") / GIB,
                    null,
                    null);
        });
    }

    private Map<String, PodMetrics> metrics() {
        try {
            Map<String, PodMetrics> found =
                    client.top().pods().withLabels(names.ofOwner()).metrics().getItems().stream()
                            .collect(Collectors.toMap(
                                    metrics -> metrics.getMetadata().getName(), Function.identity(), (one, _) -> one));
            measured = true;
            return found;
        } catch (KubernetesClientException e) {
            if (measured) {
                LOG.warn("the cluster does not tell what sessions use: {}", Cluster.message(e));
            }
            measured = false;
            return Map.of();
        }
    }

    private static double sum(PodMetrics metrics, String resource) {
        return metrics.getContainers().stream()
                .map(container -> container.getUsage().get(resource))
                .filter(quantity -> quantity != null)
                .map(Quantity::getNumericalAmount)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue();
    }

    private static Optional<Used> noted(Pod pod) {
        @Nullable Map<String, String> notes = pod.getMetadata().getAnnotations();
        String[] words = notes == null || notes.get(NOTE) == null
                ? new String[0]
                : notes.get(NOTE).split(" ", -1);
        try {
            return words.length == 2
                    ? Optional.of(
                            new Used(Double.parseDouble(words[0]), Instant.parse(words[1]), Instant.parse(words[1])))
                    : Optional.empty();
        } catch (NumberFormatException | DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private void note(Pod pod, Used sum) {
        if (sum.at().isBefore(sum.notedAt().plus(NOTED_EVERY))) {
            return;
        }
        String patch =
                "{\"metadata\":{\"annotations\":{\"" + NOTE + "\":\"" + sum.cpuSeconds() + " " + sum.at() + "\"}}}";
        try {
            client.pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
            used.computeIfPresent(
                    pod.getMetadata().getUid(), (_, now) -> new Used(now.cpuSeconds(), now.at(), sum.at()));
        } catch (KubernetesClientException e) {
            LOG.debug("cannot note what {} used", pod.getMetadata().getName(), e);
        }
    }
}
