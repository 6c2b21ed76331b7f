package dev.steward.gateway.routes;

import dev.steward.kit.web.PathIndex;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

/**
 * All routes as they are at one time, and where the services are that they lead to. Where two routes match, the first one
 * counts.
 */
public final class RouteSet {

    private static final List<HttpMethod> METHODS = List.of(HttpMethod.values());

    /** Any method there is, and any other. */
    private static final int ALL = -1;

    private static final int OTHER = Integer.MIN_VALUE;

    private final List<Route> routes;
    private final Map<String, List<URI>> upstreams;
    private final PathIndex index;

    private RouteSet(List<Route> routes, Map<String, List<URI>> upstreams, PathIndex index) {
        this.routes = routes;
        this.upstreams = upstreams;
        this.index = index;
    }

    /** One route for each entry, in that order. */
    static RouteSet of(List<RouteEntry> entries, List<Route> routes, Map<String, List<URI>> upstreams) {
        List<PathIndex.Entry> indexed = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            RouteEntry entry = entries.get(i);
            int methods = entry.methods().isEmpty()
                    ? ALL
                    : entry.methods().stream().mapToInt(RouteSet::bit).reduce(0, (a, b) -> a | b);
            indexed.add(new PathIndex.Entry(i, entry.paths(), methods));
        }
        return new RouteSet(List.copyOf(routes), Map.copyOf(upstreams), PathIndex.of(indexed));
    }

    public List<Route> routes() {
        return routes;
    }

    public Map<String, List<URI>> upstreams() {
        return upstreams;
    }

    public @Nullable Route find(HttpMethod method, PathContainer path) {
        int position = index.find(path, bit(method));
        return position == PathIndex.NOTHING ? null : routes.get(position);
    }

    /** HEAD is answered wherever GET is. */
    private static int bit(HttpMethod method) {
        int known = METHODS.indexOf(method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method);
        return known < 0 ? OTHER : 1 << known;
    }
}
