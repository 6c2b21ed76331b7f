package dev.steward.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class EventTypesTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static Collection<EventType> types() {
        return EventTypes.all();
    }

    @ParameterizedTest
    @MethodSource("types")
    void goldenFilePinsTheRecord(EventType type) {
        JsonNode golden = golden(type);

        DomainEvent event = JSON.treeToValue(golden, type.record());

        assertThat(JSON.<JsonNode>valueToTree(event)).isEqualTo(golden);
    }

    @ParameterizedTest
    @MethodSource("types")
    void goldenFileIsValidUnderTheSchema(EventType type) {
        assertThat(schema(type).validate(golden(type))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void schemaNamesEveryComponentAndNoOther(EventType type) {
        assertThat(schemaTree(type).get("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(golden(type).propertyNames());
    }

    @ParameterizedTest
    @MethodSource("types")
    void schemaRefusesAnEventWithoutItsRequiredFields(EventType type) {
        assertThat(schema(type).validate(JSON.createObjectNode()))
                .hasSize(schemaTree(type).get("required").size());
    }

    @ParameterizedTest
    @MethodSource("types")
    void consumersIgnoreUnknownFieldsAndSchemasAllowThem(EventType type) {
        JsonNode newer = golden(type).asObject().put("added_later", true);

        assertThat(schema(type).validate(newer)).isEmpty();
    }

    @Test
    void everySchemaAndGoldenFileBelongsToAType() {
        Set<String> names = EventTypes.all().stream().map(EventType::name).collect(Collectors.toSet());

        assertThat(files("/schemas")).containsExactlyInAnyOrderElementsOf(names);
        assertThat(files("/golden")).containsExactlyInAnyOrderElementsOf(names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"session.started.v1", "session.teleported.v9", "Session.started.v1", "budget.exceeded.v1", "job"
            })
    void reservesWhatTheSuiteTellsOf(String type) {
        assertThat(EventTypes.isReserved(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alert.fired.v1", "usage.recorded.v1", "com.example.session.started.v1", "sessions.v1", ""})
    void leavesOthersTheirOwn(String type) {
        assertThat(EventTypes.isReserved(type)).isFalse();
    }

    private static JsonNode golden(EventType type) {
        return JSON.readTree(resource("/golden/" + type.name() + ".json"));
    }

    private static JsonNode schemaTree(EventType type) {
        return JSON.readTree(resource("/schemas/" + type.name() + ".json"));
    }

    private static Schema schema(EventType type) {
        return SCHEMAS.getSchema(schemaTree(type));
    }

    private static Set<String> files(String folder) {
        try (Stream<Path> files =
                Files.list(Path.of(EventTypesTest.class.getResource(folder).toURI()))) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.json$", ""))
                    .collect(Collectors.toSet());
        } catch (IOException | java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try {
            return Files.readString(
                    Path.of(URI.create(EventTypesTest.class.getResource(name).toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
