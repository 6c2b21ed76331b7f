package dev.steward.kit.web;

import jakarta.validation.Validator;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Binds a JSON object to a record. Components are bound one by one before the whole, because a data binder stops at the
 * first mismatch and a client should learn of every bad field at once.
 */
final class StrictJson {

    private final JsonMapper json;
    private final Validator validator;

    StrictJson(JsonMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    <T> T read(byte[] body, Class<T> type) {
        JsonNode tree = tree(body);
        List<FieldProblem> problems = new ArrayList<>();
        check(tree, type, "", problems);
        if (!problems.isEmpty()) {
            throw Problem.invalid(problems);
        }
        T value = bind(tree, type);
        validator.validate(value).stream()
                .map(violation -> new FieldProblem(WireNames.path(violation.getPropertyPath()), violation.getMessage()))
                .sorted(java.util.Comparator.comparing(FieldProblem::field))
                .forEach(problems::add);
        if (!problems.isEmpty()) {
            throw Problem.invalid(problems);
        }
        return value;
    }

    private JsonNode tree(byte[] body) {
        try {
            JsonNode tree = json.readTree(body);
            if (tree != null && tree.isObject()) {
                return tree;
            }
        } catch (JacksonException _) {
            // The parser's own message quotes the input; the client gets a plain one.
        }
        throw new Problem(ProblemCode.BAD_REQUEST, "The body has to be one JSON object.");
    }

    private <T> T bind(JsonNode tree, Class<T> type) {
        try {
            return json.treeToValue(tree, type);
        } catch (DatabindException _) {
            throw new Problem(ProblemCode.BAD_REQUEST, "The body does not have the shape this resource takes.");
        }
    }

    private void check(JsonNode object, Class<?> type, String prefix, List<FieldProblem> problems) {
        Map<String, RecordComponent> known = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            known.put(WireNames.of(component.getName()), component);
        }
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            String path = prefix + property.getKey();
            RecordComponent component = known.get(property.getKey());
            if (component == null) {
                problems.add(new FieldProblem(path, "is not a known field"));
            } else if (!property.getValue().isNull()) {
                checkComponent(property.getValue(), component, path, problems);
            }
        }
    }

    private void checkComponent(JsonNode value, RecordComponent component, String path, List<FieldProblem> problems) {
        if (component.getType().isRecord() && value.isObject()) {
            check(value, component.getType(), path + ".", problems);
            return;
        }
        JavaType type = json.constructType(component.getGenericType());
        try {
            json.treeToValue(value, type);
        } catch (DatabindException e) {
            String inner = e.getPath().stream()
                    .map(step ->
                            step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                    .collect(Collectors.joining());
            problems.add(new FieldProblem(
                    path + inner, inner.isEmpty() ? expectation(component.getType()) : "is not valid"));
        }
    }

    private static String expectation(Class<?> type) {
        if (type == String.class) {
            return "must be a string";
        } else if (type == Boolean.class || type == boolean.class) {
            return "must be true or false";
        } else if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "must be a number";
        } else if (type == Instant.class) {
            return "must be a time as in RFC 3339";
        } else if (type == Duration.class) {
            return "must be a duration as in ISO 8601";
        } else if (Collection.class.isAssignableFrom(type)) {
            return "must be an array";
        } else if (type.isEnum()) {
            return "must be one of " + WireNames.constants(type);
        } else if (Map.class.isAssignableFrom(type) || type.isRecord()) {
            return "must be an object";
        }
        return "is not valid";
    }
}
