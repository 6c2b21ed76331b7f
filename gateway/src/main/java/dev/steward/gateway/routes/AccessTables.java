package dev.steward.gateway.routes;

import static java.util.Objects.requireNonNull;

import dev.steward.kit.security.Route;
import dev.steward.kit.security.RouteTable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What the routes of each service need, with paths as clients know them. The files are contracts: each service's own table
 * writes them and is held to them, and the build of the gateway takes them in.
 */
public final class AccessTables {

    private final Map<String, ServiceAccess> byService;

    private AccessTables(Map<String, ServiceAccess> byService) {
        this.byService = byService;
    }

    /** Fails with {@link IllegalStateException} if one of them has no file that can be used. */
    public static AccessTables of(Set<String> services) {
        return new AccessTables(
                services.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), AccessTables::read)));
    }

    /** Wants one of the services that it was made for. */
    public ServiceAccess of(String service) {
        ServiceAccess table = byService.get(service);
        if (table == null) {
            throw new IllegalStateException("No table of access for " + service);
        }
        return table;
    }

    private static ServiceAccess read(String service) {
        String file = "access/" + service + ".yaml";
        try {
            var source = new YamlPropertySourceLoader().load(file, new ClassPathResource(file));
            List<Line> lines = new Binder(ConfigurationPropertySources.from(source))
                    .bind("routes", Bindable.listOf(Line.class), new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
                    .orElse(List.of());
            if (lines.isEmpty()) {
                throw new IllegalArgumentException("it has no routes");
            }
            return new ServiceAccess(
                    RouteTable.of(lines.stream().map(Line::route).toArray(Route[]::new)),
                    lines.stream().filter(Line::keyed).map(Line::route).collect(Collectors.toSet()));
        } catch (IOException | BindException | IllegalArgumentException e) {
            throw new IllegalStateException("The table of access in " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    record Line(
            HttpMethod method,
            String path,
            Route.Need need,
            @DefaultValue("") String permission,
            @Nullable Duration mfaWithin,
            @Nullable String ownToken,
            @DefaultValue("false") boolean keyed) {

        Line {
            requireNonNull(method, "a route has no method");
            requireNonNull(path, "a route has no path");
            requireNonNull(need, "a route says not what it needs");
        }

        Route route() {
            return new Route(
                    method, PathPatternParser.defaultInstance.parse(path), need, permission, mfaWithin, ownToken);
        }
    }
}
