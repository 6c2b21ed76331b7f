package dev.steward.kit.security;

import dev.steward.kit.web.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.server.MethodNotAllowedException;

/** Every route of a service with what it needs; what is not in the table does not exist. */
public final class RouteTable {

    private final List<Route> routes;
    private final RouteIndex index;

    private RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
        this.index = RouteIndex.of(this.routes);
    }

    public static RouteTable of(Route... routes) {
        return new RouteTable(List.of(routes));
    }

    public RouteTable and(RouteTable other) {
        return new RouteTable(
                Stream.concat(routes.stream(), other.routes.stream()).toList());
    }

    public List<Route> routes() {
        return routes;
    }

    /** The one with the most specific pattern of those that cover the request. */
    public Optional<Route> find(HttpMethod method, PathContainer path) {
        // HEAD is answered wherever GET is.
        HttpMethod wanted = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
        return covering(path).filter(route -> route.method().equals(wanted)).min((a, b) -> a.pattern()
                .compareTo(b.pattern()));
    }

    /** Whether there is anything at the path, by whatever method. */
    public boolean covers(PathContainer path) {
        return covering(path).findAny().isPresent();
    }

    /** The answer to a request that no route covers. */
    public RuntimeException refusal(HttpMethod method, PathContainer path) {
        Set<HttpMethod> methods = covering(path).map(Route::method).collect(Collectors.toSet());
        return methods.isEmpty()
                ? Problem.notFound("There is nothing at this path.")
                : new MethodNotAllowedException(method, methods);
    }

    private Stream<Route> covering(PathContainer path) {
        return index.candidates(path).stream().filter(route -> route.pattern().matches(path));
    }
}
