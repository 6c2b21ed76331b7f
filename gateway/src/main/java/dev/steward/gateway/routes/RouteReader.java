package dev.steward.gateway.routes;

import dev.steward.gateway.upstream.CallSettings;
import dev.steward.kit.web.PathIndex;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.filter.factory.RewritePathGatewayFilterFactory;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;

/** Makes routes of YAML, in which the settings of the gateway can be named. */
public final class RouteReader {

    private final ConfigurableEnvironment environment;
    private final CallSettings defaults;
    private final List<GatewayFilter> filters;

    /** The filters are what requests of every route pass, in this order. */
    public RouteReader(ConfigurableEnvironment environment, CallSettings defaults, List<GatewayFilter> filters) {
        this.environment = environment;
        this.defaults = defaults;
        this.filters = List.copyOf(filters);
    }

    /** Fails with {@link IllegalStateException} naming every route that cannot be used. */
    public RouteSet read(Resource yaml) {
        File file = bind(yaml);
        List<String> problems = new ArrayList<>();
        Map<String, List<URI>> upstreams = upstreams(file, problems);
        AccessTables tables = AccessTables.of(upstreams.keySet());
        List<Route> routes = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (RouteEntry entry : file.routes()) {
            try {
                if (!ids.add(String.valueOf(entry.id()))) {
                    throw new IllegalArgumentException("defined twice");
                }
                if (!upstreams.containsKey(String.valueOf(entry.upstream()))) {
                    throw new IllegalArgumentException("there is no upstream " + entry.upstream());
                }
                routes.add(route(entry, entry.plan(tables.of(String.valueOf(entry.upstream())), defaults)));
                PathIndex.of(List.of(new PathIndex.Entry(0, entry.paths(), 0)));
            } catch (IllegalArgumentException e) {
                problems.add("route " + entry.id() + ": " + e.getMessage());
            }
        }
        if (file.routes().isEmpty()) {
            problems.add("there are none");
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException("Routes cannot be used: " + String.join("; ", problems));
        }
        return RouteSet.of(file.routes(), routes, upstreams);
    }

    private File bind(Resource yaml) {
        try {
            List<PropertySource<?>> sources = new YamlPropertySourceLoader().load("routes", yaml);
            return new Binder(
                            ConfigurationPropertySources.from(sources),
                            new PropertySourcesPlaceholdersResolver(environment))
                    .bind("edge", Bindable.of(File.class), new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
                    .orElseGet(() -> new File(Map.of(), List.of()));
        } catch (IOException | BindException | IllegalArgumentException e) {
            throw new IllegalStateException("Routes cannot be read from " + yaml + ": " + cause(e), e);
        } catch (RuntimeException e) {
            // Of what is no YAML at all.
            throw new IllegalStateException("Routes cannot be read from " + yaml + ": " + e.getMessage(), e);
        }
    }

    private static String cause(Throwable error) {
        Throwable deepest = error;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return error.getMessage() + ", " + deepest.getMessage();
    }

    private static Map<String, List<URI>> upstreams(File file, List<String> problems) {
        Map<String, List<URI>> upstreams = new TreeMap<>();
        file.upstreams().forEach((name, addresses) -> {
            List<URI> instances =
                    addresses.stream().flatMap(RouteReader::address).toList();
            if (instances.isEmpty() || instances.size() < addresses.size()) {
                problems.add("upstream " + name + ": every instance is http:// or https://, a host and perhaps a port");
            }
            upstreams.put(name, instances);
        });
        return upstreams;
    }

    /** Nothing of what is none. */
    private static Stream<URI> address(String text) {
        try {
            URI uri = new URI(text.strip());
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean more = uri.getHost() == null || !uri.getRawPath().isEmpty() || uri.getRawQuery() != null;
            return http && !more && uri.getRawUserInfo() == null ? Stream.of(uri) : Stream.empty();
        } catch (URISyntaxException e) {
            return Stream.empty();
        }
    }

    private Route route(RouteEntry entry, RoutePlan plan) {
        List<GatewayFilter> passed = new ArrayList<>();
        for (int i = 0; i < filters.size(); i++) {
            passed.add(new OrderedGatewayFilter(filters.get(i), i + 1));
        }
        if (entry.rewrite() != null) {
            // After access was decided, by the path as clients know it.
            passed.add(new OrderedGatewayFilter(rewriting(entry.rewrite()), filters.size() + 1));
        }
        return Route.async()
                .id(plan.id())
                // No address: which instance is asked is decided for each call.
                .uri(URI.create("http://" + plan.upstream()))
                .predicate(_ -> true)
                .filters(passed)
                .metadata(RoutePlan.METADATA, plan)
                .build();
    }

    private static GatewayFilter rewriting(RouteEntry.Rewrite rewrite) {
        return new RewritePathGatewayFilterFactory()
                .apply(config -> config.setRegexp("^" + Pattern.quote(rewrite.from()))
                        .setReplacement(Matcher.quoteReplacement(rewrite.to())));
    }

    record File(Map<String, List<String>> upstreams, List<RouteEntry> routes) {

        File {
            upstreams = upstreams == null ? Map.of() : Map.copyOf(upstreams);
            routes = routes == null ? List.of() : List.copyOf(routes);
        }
    }
}
