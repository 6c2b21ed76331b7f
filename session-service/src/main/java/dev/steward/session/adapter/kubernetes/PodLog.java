package dev.steward.session.adapter.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import io.fabric8.kubernetes.client.dsl.PrettyLoggable;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/** What a session's server prints, as its node keeps it. */
record PodLog(KubernetesClient client, Scheduler blocking) {

    private static final int LONGEST = 8 << 10;
    private static final int LAST = 20;

    /** Lines, and what has to be closed with them. */
    private record Source(Reader lines, Closeable connection) {}

    /** A line that is too long is cut into several. */
    Flux<String> lines(String namespace, String pod, int tail, boolean follow) {
        return Flux.using(
                        () -> open(namespace, pod, tail, follow),
                        source -> Flux.<String>generate(sink -> {
                            String line = next(source.lines());
                            if (line == null) {
                                sink.complete();
                            } else {
                                sink.next(line);
                            }
                        }),
                        PodLog::close)
                .subscribeOn(blocking);
    }

    /** None when they cannot be had: whoever ended is what matters. */
    List<String> lastLines(String namespace, String pod) {
        try {
            return PodState.lines(client.pods()
                    .inNamespace(namespace)
                    .withName(pod)
                    .inContainer(PodState.CONTAINER)
                    .tailingLines(LAST)
                    .getLog());
        } catch (KubernetesClientException _) {
            return List.of();
        }
    }

    private Source open(String namespace, String pod, int tail, boolean follow) {
        PrettyLoggable log = client.pods()
                .inNamespace(namespace)
                .withName(pod)
                .inContainer(PodState.CONTAINER)
                .tailingLines(tail);
        try {
            if (follow) {
                LogWatch watch = log.withReadyWaitTimeout(0).watchLog();
                return new Source(reader(watch), watch);
            }
            Reader lines = new BufferedReader(log.getLogReader());
            return new Source(lines, lines);
        } catch (KubernetesClientException e) {
            // A container that does not run yet, or a pod that is gone, has printed nothing.
            if (Cluster.isRefusal(e) || Cluster.isMissing(e)) {
                return new Source(Reader.nullReader(), () -> {});
            }
            throw Cluster.away(e);
        }
    }

    private static Reader reader(LogWatch watch) {
        return new BufferedReader(new InputStreamReader(watch.getOutput(), StandardCharsets.UTF_8));
    }

    private static @Nullable String next(Reader lines) {
        try {
            StringBuilder line = new StringBuilder();
            int next = lines.read();
            if (next < 0) {
                return null;
            }
            while (next >= 0 && next != '\n' && line.length() < LONGEST) {
                line.append((char) next);
                next = lines.read();
            }
            return line.toString();
        } catch (IOException _) {
            // Closed by whoever listened, or by the node.
            return null;
        }
    }

    private static void close(Source source) {
        try {
            source.connection().close();
        } catch (IOException _) {
            // Nothing is read from it any more.
        }
    }
}
