package dev.steward.contracts.openapi;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON Schemas of the records that travel; records and lists of them become components. */
final class Schemas {

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])([A-Z])");

    private static final Map<Class<?>, Map<String, Object>> SIMPLE = Map.ofEntries(
            Map.entry(String.class, Map.of("type", "string")),
            Map.entry(boolean.class, Map.of("type", "boolean")),
            Map.entry(Boolean.class, Map.of("type", "boolean")),
            Map.entry(int.class, integer("int32")),
            Map.entry(Integer.class, integer("int32")),
            Map.entry(long.class, integer("int64")),
            Map.entry(Long.class, integer("int64")),
            Map.entry(double.class, Map.of("type", "number")),
            Map.entry(Double.class, Map.of("type", "number")),
            Map.entry(BigDecimal.class, Map.of("type", "number")),
            Map.entry(Instant.class, string("date-time")),
            Map.entry(Duration.class, string("duration")),
            Map.entry(JsonNode.class, Map.of()),
            Map.entry(Object.class, Map.of()));

    private final JsonMapper json;
    private final SourceDocs docs;
    private final Map<String, Map<String, Object>> components = new TreeMap<>();
    private final Map<String, Type> described = new LinkedHashMap<>();

    Schemas(JsonMapper json, SourceDocs docs) {
        this.json = json;
        this.docs = docs;
    }

    Map<String, Map<String, Object>> components() {
        return components;
    }

    static String wireName(String javaName) {
        return HUMP.matcher(javaName).replaceAll("_$1").toLowerCase(Locale.ROOT);
    }

    /** Of what is answered. */
    Map<String, Object> of(Type type) {
        return of(type, Map.of(), false);
    }

    /** Of a request's body: what may be null may be left out, and nothing else may be there. */
    Map<String, Object> ofBody(Type type) {
        return of(type, Map.of(), true);
    }

    private Map<String, Object> of(Type type, Map<TypeVariable<?>, Type> bound, boolean body) {
        if (type instanceof TypeVariable<?> variable) {
            return of(bound.getOrDefault(variable, Object.class), Map.of(), body);
        }
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            if (Collection.class.isAssignableFrom(raw)) {
                return object("type", "array", "items", of(last, bound, body));
            }
            if (Map.class.isAssignableFrom(raw)) {
                return object("type", "object", "additionalProperties", of(last, bound, body));
            }
            return reference(generic, raw, Map.of(raw.getTypeParameters()[0], last), body);
        }
        Class<?> plain = (Class<?>) type;
        if (SIMPLE.containsKey(plain)) {
            return new LinkedHashMap<>(SIMPLE.get(plain));
        }
        return plain.isEnum() ? constants(plain) : reference(plain, plain, Map.of(), body);
    }

    private Map<String, Object> constants(Class<?> type) {
        return object(
                "type",
                "string",
                "enum",
                Arrays.stream(type.getEnumConstants())
                        .map(each -> json.valueToTree(each).asString())
                        .toList());
    }

    private Map<String, Object> reference(Type type, Class<?> raw, Map<TypeVariable<?>, Type> bound, boolean body) {
        String name = name(type);
        Type same = described.putIfAbsent(name, type);
        if (same == null) {
            components.put(name, raw.isSealed() ? choice(raw, body) : record(raw, bound, body));
        } else if (!same.equals(type)) {
            throw new AssertionError(same + " and " + type + " would both be called " + name);
        }
        return object("$ref", "#/components/schemas/" + name);
    }

    private static String name(Type type) {
        if (type instanceof ParameterizedType generic) {
            return name(generic.getActualTypeArguments()[0]) + ((Class<?>) generic.getRawType()).getSimpleName();
        }
        Class<?> plain = (Class<?>) type;
        boolean nested = plain.getEnclosingClass() != null
                && !plain.getEnclosingClass().getSimpleName().endsWith("Controller");
        return (nested ? name(plain.getEnclosingClass()) : "") + plain.getSimpleName();
    }

    private Map<String, Object> choice(Class<?> type, boolean body) {
        return object(
                "description",
                docs.of(type).text(),
                "oneOf",
                Arrays.stream(type.getPermittedSubclasses())
                        .map(each -> of(each, Map.of(), body))
                        .toList());
    }

    private Map<String, Object> record(Class<?> type, Map<TypeVariable<?>, Type> bound, boolean body) {
        if (!type.isRecord()) {
            throw new AssertionError(type + " travels but is no record");
        }
        Javadoc javadoc = docs.of(type);
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (annotated(type, component, JsonAnyGetter.class)) {
                continue; // members that only some answers have; their handlers tell
            }
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            Map<String, Object> schema = nullable(of(component.getGenericType(), bound, body), nullable);
            constrain(type, component, schema);
            String description = javadoc.params().get(component.getName());
            if (description != null) {
                schema.put("description", sentence(description));
            }
            properties.put(wireName(component.getName()), schema);
            if (body ? !nullable : !annotated(type, component, JsonInclude.class)) {
                required.add(wireName(component.getName()));
            }
        }
        Map<String, Object> schema = object("type", "object");
        if (!javadoc.isEmpty()) {
            schema.put("description", javadoc.text());
        }
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (body) {
            schema.put("additionalProperties", false);
        }
        return schema;
    }

    private static Map<String, Object> nullable(Map<String, Object> schema, boolean nullable) {
        if (!nullable || schema.isEmpty()) {
            return schema;
        }
        if (!schema.containsKey("type")) {
            return object("anyOf", List.of(schema, object("type", "null")));
        }
        schema.put("type", List.of(schema.get("type"), "null"));
        if (schema.get("enum") instanceof List<?> constants) {
            List<@Nullable Object> withNull = new ArrayList<>(constants);
            withNull.add(null);
            schema.put("enum", withNull);
        }
        return schema;
    }

    private static void constrain(Class<?> type, RecordComponent component, Map<String, Object> schema) {
        with(type, component, Min.class, min -> schema.put("minimum", min.value()));
        with(type, component, Max.class, max -> schema.put("maximum", max.value()));
        with(type, component, Size.class, size -> {
            schema.put("minLength", size.min());
            schema.put("maxLength", size.max());
        });
    }

    private static boolean annotated(Class<?> type, RecordComponent component, Class<? extends Annotation> annotation) {
        boolean[] found = {false};
        with(type, component, annotation, _ -> found[0] = true);
        return found[0];
    }

    private static <A extends Annotation> void with(
            Class<?> type, RecordComponent component, Class<A> annotation, Consumer<A> then) {
        try {
            A found = type.getDeclaredField(component.getName()).getAnnotation(annotation);
            if (found != null) {
                then.accept(found);
            }
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    static String sentence(String text) {
        String capital = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return capital.endsWith(".") ? capital : capital + ".";
    }

    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    private static Map<String, Object> integer(String format) {
        return object("type", "integer", "format", format);
    }

    private static Map<String, Object> string(String format) {
        return object("type", "string", "format", format);
    }
}
