package dev.steward.session.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import io.fabric8.kubernetes.client.dsl.Loggable;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** What a session's server prints, as its node keeps it. */
record PodLog(KubernetesClient client, Scheduler blocking) {

    private static final int LAST = 20;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** A line that is too long is cut into several. */
    Flux<String> lines(String namespace, String pod, int tail, boolean follow) {
        if (follow) {
            return Flux.defer(() -> new Following(namespace, pod, tail).lines());
        }
        return Flux.using(
                        () -> opened(() -> LogLines.of(
                                container(namespace, pod).tailingLines(tail).getLogReader())),
                        lines -> lines.all((line, _, _) -> line),
                        LogLines::close)
                .subscribeOn(blocking);
    }

    /** None when they cannot be had: whoever ended is what matters. */
    List<String> lastLines(String namespace, String pod) {
        try {
            return PodState.lines(container(namespace, pod).tailingLines(LAST).getLog());
        } catch (KubernetesClientException _) {
            return List.of();
        }
    }

    private ContainerResource container(String namespace, String pod) {
        return client.pods().inNamespace(namespace).withName(pod).inContainer(PodState.CONTAINER);
    }

    private static LogLines opened(Supplier<LogLines> log) {
        try {
            return log.get();
        } catch (KubernetesClientException e) {
            // A container that does not run yet, or a pod that is gone, has printed nothing.
            if (Cluster.isRefusal(e) || Cluster.isMissing(e)) {
                return LogLines.none();
            }
            throw Cluster.away(e);
        }
    }

    /** One reader of one log. Nodes and proxies end connections that go on for long: the end of one is not that of the log. */
    private final class Following {

        private final String namespace;
        private final String pod;
        private final int tail;
        private final LogPosition position = new LogPosition();
        private @Nullable String unfinished;
        private boolean last;
        private boolean over;

        Following(String namespace, String pod, int tail) {
            this.namespace = namespace;
            this.pod = pod;
            this.tail = tail;
        }

        Flux<String> lines() {
            return Flux.defer(this::connection)
                    .subscribeOn(blocking)
                    // Where it has come to is known: nothing is lost by asking again.
                    .onErrorResume(error -> position.since() == null ? Flux.error(error) : Flux.empty())
                    .concatWith(Flux.defer(this::lookAround))
                    .repeat(() -> !over);
        }

        private Flux<String> connection() {
            position.again();
            unfinished = null;
            return Flux.using(() -> opened(this::open), lines -> lines.all(this::read), LogLines::close);
        }

        private LogLines open() {
            @Nullable String since = position.since();
            var log = container(namespace, pod).usingTimestamps();
            Loggable from = since == null ? log.tailingLines(tail) : log.sinceTime(since);
            LogWatch watch = from.withReadyWaitTimeout(0).watchLog();
            return LogLines.of(watch);
        }

        private @Nullable String read(String line, boolean begins, boolean broken) {
            if (broken && begins) {
                // It comes again as a whole.
                unfinished = line;
                return null;
            }
            return position.read(line, begins);
        }

        /** What was printed between the end of a connection and that of the pod is read by one more. */
        private Flux<String> lookAround() {
            if (last || position.since() == null) {
                over = true;
                String rest = unfinished;
                return rest == null ? Flux.empty() : Flux.fromStream(Stream.ofNullable(position.read(rest, true)));
            }
            return Mono.fromSupplier(this::lives)
                    .subscribeOn(blocking)
                    .onErrorReturn(true)
                    .flatMapMany(lives -> {
                        last = !lives;
                        return lives ? Mono.delay(PAUSE).thenMany(Flux.<String>empty()) : Flux.<String>empty();
                    });
        }

        private boolean lives() {
            @Nullable
            Pod now = client.pods().inNamespace(namespace).withName(pod).get();
            return now != null && !PodState.isOver(now);
        }
    }
}
