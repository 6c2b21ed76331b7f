package dev.steward.kit.web;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares JSON with a type, part by part, because a data binder stops at the first mismatch. What does not fit is noted
 * and taken out, so that the rest can be bound and its constraints checked.
 */
final class ShapeCheck {

    private final JsonMapper json;
    private final boolean ignoresUnknown;
    private final List<FieldProblem> problems = new ArrayList<>();

    ShapeCheck(JsonMapper json, boolean ignoresUnknown) {
        this.json = json;
        this.ignoresUnknown = ignoresUnknown;
    }

    List<FieldProblem> problems() {
        return problems;
    }

    void object(ObjectNode object, JavaType type, String prefix) {
        Map<String, RecordComponent> missing = new HashMap<>();
        for (RecordComponent component : type.getRawClass().getRecordComponents()) {
            missing.put(WireNames.of(component.getName()), component);
        }
        for (Map.Entry<String, JsonNode> property : List.copyOf(object.properties())) {
            String name = property.getKey();
            RecordComponent component = missing.get(name);
            if (component == null) {
                if (!ignoresUnknown) {
                    problems.add(new FieldProblem(prefix + name, "is not a known field"));
                }
                object.remove(name);
            } else if (!property.getValue().isNull()) {
                missing.remove(name);
                if (!fits(property.getValue(), json.constructType(component.getGenericType()), prefix + name)) {
                    object.remove(name);
                }
            }
        }
        // Any other constraint says by itself whether something may be missing.
        missing.forEach((name, component) -> {
            if (component.getType().isPrimitive()) {
                problems.add(new FieldProblem(prefix + name, "must not be null"));
            }
        });
    }

    private boolean fits(JsonNode value, JavaType type, String path) {
        switch (value) {
            case ObjectNode object when type.getRawClass().isRecord() -> object(object, type, path + ".");
            case ObjectNode object when type.isMapLikeType() -> entries(object, type.getContentType(), path);
            case ArrayNode array when type.isCollectionLikeType() -> elements(array, type, path);
            default -> {
                return binds(value, type, path);
            }
        }
        return true;
    }

    private void entries(ObjectNode object, JavaType type, String path) {
        for (Map.Entry<String, JsonNode> entry : List.copyOf(object.properties())) {
            if (!entry.getValue().isNull() && !fits(entry.getValue(), type, path + "." + entry.getKey())) {
                object.remove(entry.getKey());
            }
        }
    }

    /** A list keeps the places of its elements, which is how they are named. */
    private void elements(ArrayNode array, JavaType type, String path) {
        boolean ordered = !type.isTypeOrSubTypeOf(Set.class);
        List<JsonNode> sound = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            JsonNode element = array.get(i);
            if (element.isNull() || fits(element, type.getContentType(), path + "[" + i + "]")) {
                sound.add(element);
            } else if (ordered) {
                sound.add(NullNode.getInstance());
            }
        }
        array.removeAll();
        array.addAll(sound);
    }

    private boolean binds(JsonNode value, JavaType type, String path) {
        try {
            // The binder would take a number for so many seconds.
            if (value.isString() || !isTime(type.getRawClass())) {
                json.treeToValue(value, type);
                return true;
            }
        } catch (JacksonException _) {
            // Also a number that is too large, which is no failure of the binder's own. Its message names classes; the
            // client is told what is expected.
        }
        problems.add(new FieldProblem(path, expectation(type.getRawClass())));
        return false;
    }

    private static boolean isTime(Class<?> type) {
        return type == Instant.class || type == Duration.class;
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
