package dev.steward.gateway.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One OpenAPI document of those of all services: paths as clients know them, schemas that have a name in common and are not
 * the same under names of their own, and each operation below the name of its service.
 */
final class MergedApi {

    private static final String GATEWAY = "gateway";
    private static final String SCHEMA_REF = "#/components/schemas/";

    /** Services take tokens only; the gateway takes API keys in their place. */
    private static final Map<String, Object> CREDENTIALS = Map.of(
            "bearer", Map.of("type", "http", "scheme", "bearer", "bearerFormat", "JWT"),
            "api_key", Map.of("type", "apiKey", "in", "header", "name", "X-API-Key"));

    private final SortedMap<String, Map<String, Object>> documents;
    private final Set<String> different;
    private final Map<String, Object> paths = new TreeMap<>();
    private final Map<String, Object> schemas = new TreeMap<>();
    private final List<Map<String, Object>> tags = new ArrayList<>();
    private final Set<String> operations = new HashSet<>();

    private MergedApi(SortedMap<String, Map<String, Object>> documents) {
        this.documents = documents;
        this.different = different();
    }

    /** @param documents by name of the service */
    static Map<String, Object> of(Map<String, Map<String, Object>> documents) {
        return new MergedApi(new TreeMap<>(documents)).merged();
    }

    private Map<String, Object> merged() {
        Map<String, Object> components = new LinkedHashMap<>();
        documents.forEach((service, document) -> {
            object(document, "paths").forEach((path, item) -> add(service, path, item));
            Map<String, Object> own = object(document, "components");
            own.forEach(components::putIfAbsent);
            object(own, "schemas")
                    .forEach((name, schema) -> schemas.put(name(service, name), renamed(service, schema)));
        });
        components.put("schemas", schemas);
        components.put("securitySchemes", CREDENTIALS);
        Map<String, Object> merged = new LinkedHashMap<>();
        merged.put("openapi", "3.1.1");
        merged.put(
                "info",
                Map.of(
                        "title",
                        "Steward",
                        "version",
                        "1",
                        "description",
                        "Everything that can be asked of the suite. Log in with `POST /api/v1/auth/login` and authorize with"
                                + " the `access_token` of the answer.",
                        "license",
                        Map.of("name", "Apache-2.0", "identifier", "Apache-2.0")));
        merged.put("servers", List.of(Map.of("url", "/")));
        merged.put("tags", tags);
        merged.put("paths", paths);
        merged.put("components", components);
        return merged;
    }

    /** Every service has probes of its own, and operations that are reached below its name. */
    private void add(String service, String path, Object item) {
        boolean own = service.equals(GATEWAY);
        if (!own && path.startsWith("/health")) {
            return;
        }
        String known = !own && path.startsWith("/operations/")
                ? "/operations/" + service + path.substring("/operations".length())
                : path;
        Map<String, Object> described = new LinkedHashMap<>();
        object(item).forEach((method, operation) -> described.put(method, operation(service, object(operation))));
        paths.put(known, described);
    }

    private Map<String, Object> operation(String service, Map<String, Object> operation) {
        Map<String, Object> described = new LinkedHashMap<>(object(renamed(service, operation)));
        Object id = operation.getOrDefault("operationId", "");
        if (List.of(Map.of("bearer", List.of())).equals(described.get("security"))) {
            described.put("security", List.of(Map.of("bearer", List.of()), Map.of("api_key", List.of())));
        }
        described.put("operationId", operations.add(id.toString()) ? id : service + "-" + id);
        String resource = operation.get("tags") instanceof List<?> named && !named.isEmpty()
                ? named.getFirst().toString()
                : "Probe";
        String tag = service + ": " + resource;
        if (tags.stream().noneMatch(each -> tag.equals(each.get("name")))) {
            tags.add(Map.of("name", tag));
        }
        described.put("tags", List.of(tag));
        return described;
    }

    /** Names of schemas that are not the same wherever they are, or are made of such. */
    private Set<String> different() {
        Map<String, Object> first = new HashMap<>();
        Set<String> found = new HashSet<>();
        documents.values().forEach(document -> schemasOf(document).forEach((name, schema) -> {
            @Nullable Object other = first.putIfAbsent(name, schema);
            if (other != null && !other.equals(schema)) {
                found.add(name);
            }
        }));
        boolean more = true;
        while (more) {
            more = first.entrySet().stream()
                    .filter(each -> !found.contains(each.getKey()) && refersTo(each.getValue(), found))
                    .map(Map.Entry::getKey)
                    .toList()
                    .stream()
                    .map(found::add)
                    .reduce(false, (any, added) -> any || added);
        }
        return found;
    }

    private String name(String service, String schema) {
        return different.contains(schema) ? service + "." + schema : schema;
    }

    private Object renamed(String service, Object node) {
        return switch (node) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, value) -> copy.put(key.toString(), value == null ? null : renamed(service, value)));
                yield copy;
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(each -> copy.add(each == null ? null : renamed(service, each)));
                yield copy;
            }
            case String text
            when text.startsWith(SCHEMA_REF) -> SCHEMA_REF + name(service, text.substring(SCHEMA_REF.length()));
            default -> node;
        };
    }

    private static boolean refersTo(Object node, Set<String> names) {
        return switch (node) {
            case Map<?, ?> map -> map.values().stream().anyMatch(each -> each != null && refersTo(each, names));
            case List<?> list -> list.stream().anyMatch(each -> each != null && refersTo(each, names));
            case String text -> text.startsWith(SCHEMA_REF) && names.contains(text.substring(SCHEMA_REF.length()));
            default -> false;
        };
    }

    private static Map<String, Object> schemasOf(Map<String, Object> document) {
        return object(object(document, "components"), "schemas");
    }

    private static Map<String, Object> object(Map<String, Object> parent, String name) {
        return object(parent.getOrDefault(name, Map.of()));
    }

    @SuppressWarnings("unchecked") // YAML: whatever is an object has text for keys
    private static Map<String, Object> object(Object node) {
        return (Map<String, Object>) node;
    }
}
