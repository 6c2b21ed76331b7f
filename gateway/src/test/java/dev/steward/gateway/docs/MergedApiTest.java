package dev.steward.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MergedApiTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void keepsSchemasApartThatAreNotTheSame() {
        JsonNode merged = JSON.valueToTree(
                MergedApi.of(Map.of("a-service", service("/a", "string"), "b-service", service("/b", "integer"))));

        assertThat(merged.at("/components/schemas").propertyNames())
                .containsExactlyInAnyOrder(
                        "a-service.Thing", "b-service.Thing", "a-service.Holder", "b-service.Holder", "Same");
        assertThat(merged.at("/paths/~1a/get/responses/200/schema/$ref").asString())
                .isEqualTo("#/components/schemas/a-service.Holder");
        assertThat(merged.at("/components/schemas/b-service.Holder/properties/thing/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/b-service.Thing");
        assertThat(merged.at("/paths/~1operations~1b-service~1x").isMissingNode())
                .isFalse();
        assertThat(merged.at("/paths/~1health").isMissingNode()).isTrue();
        assertThat(merged.at("/paths/~1b/get/operationId").asString()).isEqualTo("b-service-thingGet");
        assertThat(merged.at("/paths/~1a/get/tags/0").asString()).isEqualTo("a-service: Thing");
    }

    @Test
    void hasEveryOperationOfEveryServiceAndNoLooseEnd() {
        JsonNode merged = JSON.readTree(new ApiDocuments(JSON).openApi());
        Set<String> paths = new TreeSet<>(merged.get("paths").propertyNames());
        List<String> ids = new ArrayList<>();
        merged.get("paths")
                .forEach(item -> item.forEach(
                        operation -> ids.add(operation.get("operationId").asString())));

        assertThat(paths)
                .contains(
                        "/api/v1/sessions",
                        "/api/v1/jobs",
                        "/api/v1/costs",
                        "/api/v1/incidents",
                        "/api/v1/auth/login",
                        "/health",
                        "/operations/session-service/dead-letters");
        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(100);
        assertThat(merged.at("/components/securitySchemes").propertyNames()).contains("bearer", "api_key");
        assertThat(merged.at("/paths/~1api~1v1~1sessions/get/security/1").propertyNames())
                .containsExactly("api_key");
        assertThat(merged.at("/paths/~1api~1v1~1auth~1login/post/security")).isEmpty();
        Set<String> schemas = new TreeSet<>(merged.at("/components/schemas").propertyNames());
        assertThat(refs(merged)).isSubsetOf(schemas);
    }

    @Test
    void hasEveryTopic() {
        JsonNode topics = JSON.readTree(new ApiDocuments(JSON).asyncApi()).get("channels");

        assertThat(topics.propertyNames()).contains("session.events", "platform.signals", "gateway.events");
    }

    private static Set<String> refs(JsonNode node) {
        return node.findValuesAsString("$ref").stream()
                .filter(ref -> ref.startsWith("#/components/schemas/"))
                .map(ref -> ref.substring("#/components/schemas/".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Object> service(String path, String type) {
        return Map.of(
                "paths",
                Map.of(
                        path,
                        Map.of(
                                "get",
                                Map.of(
                                        "operationId",
                                        "thingGet",
                                        "tags",
                                        List.of("Thing"),
                                        "responses",
                                        Map.of(
                                                "200",
                                                Map.of("schema", Map.of("$ref", "#/components/schemas/Holder"))))),
                        "/operations/x",
                        Map.of("get", Map.of("operationId", "x" + type)),
                        "/health",
                        Map.of("get", Map.of("operationId", "health"))),
                "components",
                Map.of(
                        "schemas",
                        Map.of(
                                "Thing",
                                Map.of("type", type),
                                "Holder",
                                Map.of("properties", Map.of("thing", Map.of("$ref", "#/components/schemas/Thing"))),
                                "Same",
                                Map.of("type", "boolean"))));
    }
}
