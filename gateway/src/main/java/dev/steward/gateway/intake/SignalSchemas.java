package dev.steward.gateway.intake;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import dev.steward.events.DomainEvent;
import dev.steward.events.EventTypes;
import dev.steward.events.Topics;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.web.FieldProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The schemas of what other systems may tell the suite of; data of a type that has none is not looked at. */
final class SignalSchemas {

    private final Map<String, Schema> schemas;

    SignalSchemas() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        this.schemas = EventTypes.all().stream()
                .filter(type -> type.isOn(Topics.PLATFORM_SIGNALS))
                .collect(Collectors.toUnmodifiableMap(
                        type -> type.name(), type -> registry.getSchema(read(type.name()), InputFormat.JSON)));
    }

    /** All that is wrong with the data; fields as the client wrote them, below {@code data}. */
    List<FieldProblem> problems(CloudEvent event) {
        @Nullable Schema schema = schemas.get(event.type());
        return schema == null
                ? List.of()
                : schema
                        .validate(
                                new String(event.data(), StandardCharsets.UTF_8),
                                InputFormat.JSON,
                                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                        .stream()
                        .map(SignalSchemas::problem)
                        .toList();
    }

    private static FieldProblem problem(Error error) {
        StringBuilder field = new StringBuilder("data");
        NodePath path = error.getInstanceLocation();
        for (int i = 0; i < path.getNameCount(); i++) {
            if (path.getElement(i) instanceof Integer index) {
                field.append('[').append(index).append(']');
            } else {
                field.append('.').append(path.getName(i));
            }
        }
        if (error.getProperty() != null) {
            field.append('.').append(error.getProperty());
        }
        return new FieldProblem(field.toString(), said(error));
    }

    /** The library's own words may quote the value. */
    private static String said(Error error) {
        return switch (error.getKeyword()) {
            case "required" -> "is missing";
            case "type" -> "is of another type";
            case "enum" -> "is none of the values there are";
            case "format" -> "does not have its format";
            case "minLength" -> "is too short";
            case "minimum" -> "is too small";
            default -> "does not meet " + error.getKeyword();
        };
    }

    private static String read(String type) {
        try (InputStream schema = DomainEvent.class.getResourceAsStream("/schemas/" + type + ".json")) {
            if (schema == null) {
                throw new IllegalStateException("no schema of " + type);
            }
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
