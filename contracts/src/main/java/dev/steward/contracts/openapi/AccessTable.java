package dev.steward.contracts.openapi;

import static dev.steward.contracts.openapi.Schemas.object;

import dev.steward.contracts.ContractFile;
import dev.steward.kit.security.Route;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What every route of a service needs, in the file that the gateway decides by before it routes: paths are as clients know
 * them, and probes are not among them.
 */
final class AccessTable {

    private static final String OPERATIONS = "/operations/";

    private AccessTable() {}

    /** Fails unless {@code contracts/access/<service>.yaml} is this table, and is there only if there are routes. */
    static void holds(String service, Collection<Route> routes, Set<Route> keyed) {
        ContractFile file = ContractFile.of("access/" + service + ".yaml");
        if (routes.isEmpty()) {
            file.isAbsent();
            return;
        }
        List<Map<String, Object>> lines = routes.stream()
                .sorted(Comparator.comparing((Route route) -> path(service, route))
                        .thenComparing(route -> route.method().name()))
                .map(route -> line(service, route, keyed.contains(route)))
                .toList();
        file.holdsYaml(object("routes", lines));
    }

    private static Map<String, Object> line(String service, Route route, boolean keyed) {
        Map<String, Object> line = object(
                "method",
                route.method().name(),
                "path",
                path(service, route),
                "need",
                route.need().name().toLowerCase(Locale.ROOT));
        if (!route.permission().isEmpty()) {
            line.put("permission", route.permission());
        }
        if (route.mfaWithin() != null) {
            line.put("mfa_within", route.mfaWithin().toString());
        }
        if (route.ownToken() != null) {
            line.put("own_token", route.ownToken());
        }
        if (keyed) {
            line.put("keyed", true);
        }
        return line;
    }

    /** Operations of all services are at the edge, each below its name. */
    private static String path(String service, Route route) {
        String path = route.pattern().getPatternString();
        return path.startsWith(OPERATIONS) ? OPERATIONS + service + "/" + path.substring(OPERATIONS.length()) : path;
    }
}
