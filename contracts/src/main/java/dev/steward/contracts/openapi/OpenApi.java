package dev.steward.contracts.openapi;

import static dev.steward.contracts.openapi.Schemas.object;

import dev.steward.contracts.ContractFile;
import dev.steward.kit.idempotency.IdempotentRequest;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.RouteTable;
import dev.steward.kit.web.ProblemDocument;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI 3.1 document of a started service. */
public final class OpenApi {

    private final Schemas schemas;
    private final Operations operations;
    private final Map<String, Map<String, Object>> paths = new TreeMap<>();

    private OpenApi(JsonMapper json) {
        SourceDocs docs = new SourceDocs();
        this.schemas = new Schemas(json, docs);
        this.operations = new Operations(schemas, docs);
    }

    /**
     * Fails unless {@code contracts/openapi/<service>.yaml} is what the service offers and
     * {@code contracts/access/<service>.yaml} what that needs, every route of its tables has a handler, and every handler a
     * route.
     *
     * @param description what the service is for
     */
    public static void holds(ApplicationContext service, String name, String description) {
        OpenApi api = new OpenApi(service.getBean(JsonMapper.class));
        Map<String, Route> routes = routes(service);
        AccessTable.holds(name, List.copyOf(routes.values()), keyed(service, routes));
        ContractFile.of("openapi/" + name + ".yaml").holdsYaml(api.document(service, routes, name, description));
    }

    private static Map<String, Route> routes(ApplicationContext service) {
        return service.getBeansOfType(RouteTable.class).values().stream()
                .flatMap(table -> table.routes().stream())
                .collect(Collectors.toMap(
                        route -> key(route.method().name(), route.pattern().getPatternString()),
                        route -> route,
                        (a, _) -> a,
                        TreeMap::new));
    }

    /** The routes whose handlers take an idempotency key. */
    private static Set<Route> keyed(ApplicationContext service, Map<String, Route> routes) {
        Set<Route> keyed = new HashSet<>();
        handlers(service).forEach((mapping, handler) -> {
            if (List.of(handler.getMethod().getParameterTypes()).contains(IdempotentRequest.class)) {
                mapping.getPatternsCondition().getPatterns().forEach(pattern -> mapping.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> keyed.add(routes.get(key(method.name(), pattern.getPatternString())))));
            }
        });
        keyed.remove(null);
        return keyed;
    }

    private Map<String, Object> document(
            ApplicationContext service, Map<String, Route> routes, String name, String description) {
        handlers(service).forEach((mapping, handler) -> mapping.getPatternsCondition()
                .getPatterns()
                .forEach(pattern -> mapping.getMethodsCondition().getMethods().forEach(method -> {
                    String key = key(method.name(), pattern.getPatternString());
                    Route route = routes.remove(key);
                    if (route == null) {
                        throw new AssertionError(key + " has a handler but no route");
                    }
                    path(Operations.path(route))
                            .put(method.name().toLowerCase(java.util.Locale.ROOT), operations.describe(handler, route));
                })));
        if (!routes.isEmpty()) {
            throw new AssertionError("routes without a handler: " + routes.keySet());
        }
        path("/health").put("get", Operations.probe("health", "Says whether the process is well"));
        path("/health/ready").put("get", Operations.probe("ready", "Says whether requests may be sent here"));
        return object(
                "openapi",
                "3.1.1",
                "info",
                object(
                        "title",
                        name,
                        "version",
                        "1",
                        "description",
                        description,
                        "license",
                        object("name", "Apache-2.0", "identifier", "Apache-2.0")),
                "servers",
                List.of(object("url", "/", "description", "The gateway.")),
                "paths",
                paths,
                "components",
                components());
    }

    private Map<String, Object> components() {
        schemas.of(ProblemDocument.class);
        return object(
                "headers",
                object(
                        "trace",
                        object(
                                "description",
                                "The trace id: that of the request's `X-Trace-ID`, or a new one.",
                                "schema",
                                object("type", "string", "pattern", "^[A-Za-z0-9._-]{1,64}$"))),
                "securitySchemes",
                object("bearer", object("type", "http", "scheme", "bearer", "bearerFormat", "JWT")),
                "schemas",
                schemas.components());
    }

    private Map<String, Object> path(String path) {
        return paths.computeIfAbsent(path, _ -> new LinkedHashMap<>());
    }

    private static Map<RequestMappingInfo, HandlerMethod> handlers(ApplicationContext service) {
        var mapping = service.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        Map<RequestMappingInfo, HandlerMethod> ours = new LinkedHashMap<>();
        mapping.getHandlerMethods().entrySet().stream()
                .filter(entry -> entry.getValue().getBeanType().getName().startsWith("dev.steward."))
                .sorted((a, b) -> a.getValue().toString().compareTo(b.getValue().toString()))
                .forEach(entry -> ours.put(entry.getKey(), entry.getValue()));
        return ours;
    }

    /** Whatever the variables of a pattern are called. */
    private static String key(String method, String pattern) {
        return method + " " + pattern.replaceAll("\\{\\*?[^}]*}", "{}");
    }
}
