package dev.steward.kit.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * The last part of a training start: asks the service's own web server what every start is asked, then ends the JVM. What
 * a service does by itself begins in a later phase, so it never does.
 */
final class TrainingRun implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

    /** Readiness waits for the attempts to reach database and broker; a token that is none is refused unverified. */
    private static final List<String> PATHS =
            List.of("/health/ready", "/health", "/actuator/prometheus", "/operations/dead-letters", "/nothing");

    private final WebServerApplicationContext application;
    private final Runnable end;

    TrainingRun(WebServerApplicationContext application, Runnable end) {
        this.application = application;
        this.end = end;
    }

    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE + 1;
    }

    @Override
    public void start() {
        var server = application.getWebServer();
        if (server == null) {
            throw new IllegalStateException("A training start needs a web server.");
        }
        var root = URI.create("http://127.0.0.1:" + server.getPort());
        PATHS.forEach(path -> LOG.info("Training asked {}: {}", path, status(root.resolve(path))));
        end.run();
    }

    @Override
    public void stop() {}

    @Override
    public boolean isRunning() {
        return false;
    }

    private static int status(URI uri) {
        try {
            var request = (HttpURLConnection) uri.toURL().openConnection();
            request.setRequestProperty("Authorization", "Bearer none");
            return request.getResponseCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
