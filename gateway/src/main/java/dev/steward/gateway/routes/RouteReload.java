package dev.steward.gateway.routes;

import dev.steward.gateway.upstream.Upstreams;
import java.io.IOException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * Looks at the file of the routes and puts those that it has in the place of the old ones when it has changed, all or none:
 * with one that cannot be used the old ones stay. By content and not by time, because what is mounted into a container
 * changes by a link; and only what was the same twice, because whoever writes a file may not have come to its end.
 */
public final class RouteReload implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);

    private final Resource file;
    private final RouteReader reader;
    private final RouteCatalogue catalogue;
    private final Upstreams upstreams;
    private final Disposable work;
    private byte[] settled = new byte[0];
    private byte[] seen = new byte[0];
    private volatile boolean missing;
    private volatile boolean unusable;

    public RouteReload(
            Resource file, RouteReader reader, RouteCatalogue catalogue, Upstreams upstreams, RouteSettings settings) {
        this.file = file;
        this.reader = reader;
        this.catalogue = catalogue;
        this.upstreams = upstreams;
        this.work = settings.isOutside()
                ? Flux.interval(settings.checkInterval(), Schedulers.boundedElastic())
                        .onBackpressureDrop()
                        .subscribe(_ -> check())
                : Disposables.disposed();
    }

    /** What is in the file now is not what is routed by. */
    public boolean refused() {
        return missing || unusable;
    }

    @Override
    public void destroy() {
        work.dispose();
    }

    synchronized void check() {
        byte[] now;
        try {
            now = file.getContentAsByteArray();
        } catch (IOException e) {
            if (!missing) {
                LOG.error("The routes of before stay: {}", e.getMessage());
            }
            missing = true;
            return;
        }
        missing = false;
        boolean same = Arrays.equals(now, seen);
        seen = now;
        if (same && !Arrays.equals(now, settled)) {
            settled = now;
            use(now);
        }
    }

    private void use(byte[] yaml) {
        try {
            RouteSet routes = reader.read(new ByteArrayResource(yaml, file.getDescription()));
            upstreams.use(routes.upstreams());
            catalogue.replace(routes);
            unusable = false;
            LOG.info("{} routes from {}", routes.routes().size(), file);
        } catch (RuntimeException e) {
            LOG.error("The routes of before stay: {}", e.getMessage());
            unusable = true;
        }
    }
}
