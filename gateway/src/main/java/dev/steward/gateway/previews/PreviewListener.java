package dev.steward.gateway.previews;

import dev.steward.gateway.connections.ConnectionGuard;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * A server of its own, beside that of the API: what a session serves is code of a stranger, which must never have the
 * API's origin. A port that is taken ends the start of the gateway.
 */
public final class PreviewListener implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PreviewListener.class);
    private static final int LONGEST_LINE = 8 << 10;
    private static final int LARGEST_HEAD = 16 << 10;
    private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(60);

    /** Sockets and streams of previews have no end of their own to wait for. */
    private static final Duration DRAIN = Duration.ofSeconds(3);

    private final PreviewSettings settings;
    private final PreviewRequests requests;
    private final ConnectionGuard guard;
    private volatile @Nullable DisposableServer server;

    public PreviewListener(PreviewSettings settings, PreviewRequests requests, ConnectionGuard guard) {
        this.settings = settings;
        this.requests = requests;
        this.guard = guard;
    }

    @Override
    public void start() {
        HttpServer previews = HttpServer.create()
                .host(settings.address().getHostAddress())
                .port(settings.port())
                .channelGroup(new DefaultChannelGroup(GlobalEventExecutor.INSTANCE))
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .httpRequestDecoder(
                        decoder -> decoder.maxInitialLineLength(LONGEST_LINE).maxHeaderSize(LARGEST_HEAD))
                .idleTimeout(BETWEEN_REQUESTS)
                .handle(requests);
        DisposableServer bound = guard.apply(previews).bindNow();
        server = bound;
        LOG.info("Previews are on {}:{}", settings.address().getHostAddress(), bound.port());
    }

    @Override
    public void stop() {
        DisposableServer bound = server;
        if (bound != null) {
            server = null;
            bound.disposeNow(DRAIN);
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    /** The port it was given, or found. */
    public int port() {
        DisposableServer bound = server;
        if (bound == null) {
            throw new IllegalStateException("the listener of previews is not started");
        }
        return bound.port();
    }
}
