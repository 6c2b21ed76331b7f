package dev.steward.session.adapter.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.steward.session.port.RuntimeUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's API. While it is known to be away nothing is asked: the watch tries, and closes the circuit again.
 * Safe for concurrent use; everything blocks.
 */
final class DockerEngine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DockerEngine.class);

    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 64;

    /** As many streams of logs as an instance opens at most, and some that are about to end. */
    private static final int LISTENERS = 1_200;

    private final DockerClient requests;
    private final DockerClient streams;
    private final DockerClient listeners;
    private volatile boolean away;

    DockerEngine(DockerSettings settings) {
        DockerClientConfig config = new DefaultDockerClientConfig.Builder()
                .withDockerHost(settings.engine().toString())
                .withDockerTlsVerify(false)
                .build();
        this.requests = DockerClientImpl.getInstance(
                config,
                transport(config, CONNECTIONS)
                        .responseTimeout(settings.timeout())
                        .build());
        // Silence on a stream is no failure, however long.
        this.streams = DockerClientImpl.getInstance(
                config, transport(config, CONNECTIONS).build());
        // Their own: however many listen to logs, an image is fetched and the engine is watched.
        this.listeners = DockerClientImpl.getInstance(
                config, transport(config, LISTENERS).build());
    }

    private static ZerodepDockerHttpClient.Builder transport(DockerClientConfig config, int connections) {
        return new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .connectionTimeout(CONNECTED_WITHIN)
                .maxConnections(connections);
    }

    /** What the engine answers, or {@link DockerException} for what it refuses. */
    <T> T ask(Function<DockerClient, T> request) {
        return guarded(() -> request.apply(requests));
    }

    /** For answers that come as a stream. */
    <T> T follow(Function<DockerClient, T> request) {
        return guarded(() -> request.apply(streams));
    }

    /** For streams that go on for as long as somebody listens. */
    <T> T listen(Function<DockerClient, T> request) {
        return guarded(() -> request.apply(listeners));
    }

    /** Whether it is known to be away or not: for the watch, which has to find out. */
    <T> T attempt(Function<DockerClient, T> request) {
        return request.apply(streams);
    }

    boolean isAway() {
        return away;
    }

    /** The watch has lost it. */
    void lost(Throwable cause) {
        if (!away) {
            LOG.warn("the container engine is away: {}", cause.toString());
        }
        away = true;
    }

    /** The watch has it. */
    void found() {
        if (away) {
            LOG.info("the container engine is back");
        }
        away = false;
    }

    private <T> T guarded(Supplier<T> request) {
        if (away) {
            throw new RuntimeUnavailableException(
                    "The container engine does not answer.", new IOException("known to be away"));
        }
        try {
            return request.get();
        } catch (DockerException e) {
            throw e;
        } catch (RuntimeException e) {
            throw isTransport(e) ? new RuntimeUnavailableException("The container engine does not answer.", e) : e;
        }
    }

    private static boolean isTransport(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        try {
            requests.close();
            streams.close();
            listeners.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
