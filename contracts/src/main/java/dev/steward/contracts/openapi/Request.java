package dev.steward.contracts.openapi;

import static dev.steward.contracts.openapi.Schemas.object;

import dev.steward.kit.idempotency.IdempotentRequest;
import dev.steward.kit.security.Route;
import dev.steward.kit.web.IfMatch;
import dev.steward.kit.web.PageQuery;
import dev.steward.kit.web.ValidBody;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;

/** The parameters and the body a handler takes. */
final class Request {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\*?)([^}]*)}");
    private static final Pattern NAMED = Pattern.compile("`([a-z_]+)`( \\(required\\))?:? ?([^;]*)");

    private final List<Map<String, Object>> parameters = new ArrayList<>();
    private final Schemas schemas;
    private final Javadoc javadoc;
    private @Nullable Map<String, Object> body;
    private @Nullable Type errors;
    private final boolean bodied;
    private boolean jsonBody;

    Request(Method method, Route route, Javadoc javadoc, Schemas schemas) {
        this.schemas = schemas;
        this.javadoc = javadoc;
        this.bodied = !route.method().equals(HttpMethod.GET);
        VARIABLE.matcher(route.pattern().getPatternString())
                .results()
                .forEach(variable -> parameters.add(parameter(
                        "path",
                        variable.group(2),
                        true,
                        object("type", "string"),
                        variable.group(1).isEmpty() ? "" : "The rest of the path, which may hold slashes.")));
        for (Parameter each : method.getParameters()) {
            read(each);
        }
    }

    List<Map<String, Object>> parameters() {
        return parameters;
    }

    @Nullable
    Map<String, Object> body() {
        return body;
    }

    /** What is answered to a bad form instead of problem details: whoever takes one follows another standard. */
    @Nullable
    Type errors() {
        return errors;
    }

    boolean hasJsonBody() {
        return jsonBody;
    }

    private void read(Parameter each) {
        RequestParam query = each.getAnnotation(RequestParam.class);
        RequestHeader header = each.getAnnotation(RequestHeader.class);
        if (query != null && MultiValueMap.class.isAssignableFrom(each.getType())) {
            NAMED.matcher(javadoc.params().getOrDefault(each.getName(), ""))
                    .results()
                    .forEach(named -> parameters.add(parameter(
                            "query",
                            named.group(1),
                            named.group(2) != null,
                            object("type", "string"),
                            named.group(3))));
        } else if (query != null) {
            String name = query.name().isEmpty() ? each.getName() : query.name();
            String description = javadoc.params().getOrDefault(each.getName(), "");
            boolean required = query.required() || description.startsWith("required");
            parameters.add(parameter("query", name, required, schemas.of(each.getType()), description));
        } else if (header != null) {
            String description = javadoc.params().getOrDefault(each.getName(), "");
            parameters.add(
                    parameter("header", header.name(), header.required(), schemas.of(each.getType()), description));
        } else if (each.getType() == PageQuery.class) {
            parameters.add(parameter("query", "page", false, bounded(Integer.MAX_VALUE, 1), ""));
            parameters.add(parameter(
                    "query", "page_size", false, bounded(PageQuery.LARGEST_SIZE, PageQuery.DEFAULT_SIZE), ""));
        } else if (each.getType() == IdempotentRequest.class) {
            parameters.add(parameter(
                    "header",
                    "Idempotency-Key",
                    false,
                    object("type", "string"),
                    "A request that is repeated with its key within 24 hours gets the first answer."));
        } else if (each.getType() == IfMatch.class) {
            parameters.add(parameter(
                    "header",
                    "If-Match",
                    true,
                    object("type", "string"),
                    "The `ETag` of what was read, so that no change of others is undone."));
        } else if (each.isAnnotationPresent(ValidBody.class)) {
            jsonBody = true;
            body = body(
                    !each.getAnnotation(ValidBody.class).optional(),
                    object("application/json", object("schema", schemas.ofBody(each.getParameterizedType()))));
        } else if (each.getType() == ServerWebExchange.class && bodied) {
            body = body(true, object("application/x-www-form-urlencoded", object("schema", form(each))));
            errors = errors(each.getDeclaringExecutable().getDeclaringClass());
        } else if (each.getType() == ServerHttpRequest.class) {
            body = body(true, taken((Method) each.getDeclaringExecutable()));
        }
    }

    /** By media type, of a handler that reads its body itself. */
    private static Map<String, Object> taken(Method method) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        String[] consumes = mapping == null ? new String[0] : mapping.consumes();
        Map<String, Object> content = new LinkedHashMap<>();
        Arrays.stream(consumes).forEach(mediaType -> content.put(mediaType, object()));
        return content.isEmpty() ? object("application/octet-stream", object()) : content;
    }

    private Map<String, Object> form(Parameter each) {
        Map<String, Object> fields = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        NAMED.matcher(javadoc.params().getOrDefault(each.getName(), ""))
                .results()
                .forEach(named -> {
                    fields.put(
                            named.group(1),
                            object(
                                    "type",
                                    "string",
                                    "description",
                                    Schemas.sentence(named.group(3).strip())));
                    if (named.group(2) != null) {
                        required.add(named.group(1));
                    }
                });
        return object("type", "object", "properties", fields, "required", required);
    }

    private static @Nullable Type errors(Class<?> controller) {
        return Arrays.stream(controller.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(ExceptionHandler.class))
                .flatMap(method -> AnswerType.of(method).stream())
                .map(AnswerType::type)
                .findFirst()
                .orElse(null);
    }

    private static Map<String, Object> body(boolean required, Map<String, Object> content) {
        return object("required", required, "content", content);
    }

    private static Map<String, Object> bounded(int largest, int usual) {
        Map<String, Object> schema = object("type", "integer", "minimum", 1);
        if (largest < Integer.MAX_VALUE) {
            schema.put("maximum", largest);
        }
        schema.put("default", usual);
        return schema;
    }

    private static Map<String, Object> parameter(
            String in, String name, boolean required, Map<String, Object> schema, String description) {
        Map<String, Object> parameter = new LinkedHashMap<>(object("name", name, "in", in, "required", required));
        if (!description.isBlank()) {
            parameter.put("description", Schemas.sentence(description.strip()));
        }
        parameter.put("schema", schema);
        return parameter;
    }
}
