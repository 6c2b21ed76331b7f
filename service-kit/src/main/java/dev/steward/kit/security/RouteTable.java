package dev.steward.kit.security;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

/** Every route of a service with what it needs; what is not in the table does not exist. */
public final class RouteTable {

    private final List<Route> routes;

    private RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
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

    Optional<Route> find(HttpMethod method, PathContainer path) {
        // HEAD is answered wherever GET is.
        HttpMethod wanted = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
        return routes.stream()
                .filter(route ->
                        route.method().equals(wanted) && route.pattern().matches(path))
                .min((a, b) -> a.pattern().compareTo(b.pattern()));
    }

    Set<HttpMethod> methods(PathContainer path) {
        return routes.stream()
                .filter(route -> route.pattern().matches(path))
                .map(Route::method)
                .collect(Collectors.toSet());
    }
}
