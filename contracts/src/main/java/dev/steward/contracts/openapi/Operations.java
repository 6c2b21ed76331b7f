package dev.steward.contracts.openapi;

import static dev.steward.contracts.openapi.Schemas.object;

import dev.steward.kit.idempotency.IdempotentRequest;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.Route.Need;
import dev.steward.kit.web.IfMatch;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.web.method.HandlerMethod;

/** Describes one operation from its handler, the Javadoc of that, and its route. */
final class Operations {

    private static final Pattern ANSWER = Pattern.compile("(\\d{3})\\s*(?:and )?(.*)");

    /** The answer to the handshake of a socket. */
    private static final String UPGRADED = "101";

    private final Schemas schemas;
    private final SourceDocs docs;

    Operations(Schemas schemas, SourceDocs docs) {
        this.schemas = schemas;
        this.docs = docs;
    }

    /** The path of a route in OpenAPI's words, in which a variable cannot say that it takes the rest. */
    static String path(Route route) {
        return route.pattern().getPatternString().replace("{*", "{");
    }

    static Map<String, Object> probe(String id, String summary) {
        return object(
                "operationId",
                id,
                "summary",
                summary,
                "security",
                List.of(),
                "responses",
                object(
                        "200", object("description", "It is."),
                        "503", object("description", "It is not.")));
    }

    Map<String, Object> describe(HandlerMethod handler, Route route) {
        Method method = handler.getMethod();
        Javadoc javadoc = docs.of(method);
        if (javadoc.isEmpty()) {
            throw new AssertionError(method + " has no Javadoc, which is what its API says of itself");
        }
        var request = new Request(method, route, javadoc, schemas);
        String resource = handler.getBeanType().getSimpleName().replace("Controller", "");
        Map<String, Object> operation = object(
                "operationId",
                resource.substring(0, 1).toLowerCase(java.util.Locale.ROOT)
                        + resource.substring(1)
                        + method.getName().substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                        + method.getName().substring(1),
                "tags",
                List.of(resource),
                "summary",
                javadoc.summary(),
                "description",
                (javadoc.text() + " " + need(route)).strip(),
                "security",
                route.need() == Need.NOTHING ? List.of() : List.of(object("bearer", List.of())));
        if (!request.parameters().isEmpty()) {
            operation.put("parameters", request.parameters());
        }
        if (request.body() != null) {
            operation.put("requestBody", request.body());
        }
        operation.put("responses", responses(method, route, javadoc, request));
        return operation;
    }

    private static String need(Route route) {
        String permission =
                permission(route) + (route.ownToken() == null ? "" : " The token of the very thing opens it, too.");
        return route.mfaWithin() == null
                ? permission
                : permission + " The second factor may be " + route.mfaWithin().toMinutes() + " minutes old.";
    }

    private static String permission(Route route) {
        return switch (route.need()) {
            case NOTHING -> "Open to anyone.";
            case TOKEN ->
                route.permission().isEmpty()
                        ? "Needs a token of a login."
                        : "Needs a valid token; one of a program has to be good for `" + route.permission() + "`.";
            case PROJECT -> "Needs the permission `" + route.permission() + "` in the project.";
            case PLATFORM -> "Needs the permission `" + route.permission() + "` everywhere.";
        };
    }

    private Map<String, Object> responses(Method method, Route route, Javadoc javadoc, Request request) {
        Map<String, String> told = new TreeMap<>();
        Stream.of(javadoc.returns().split(";", -1))
                .map(each -> ANSWER.matcher(each.strip()))
                .filter(Matcher::matches)
                .forEach(answer -> told.put(answer.group(1), answer.group(2)));
        if (told.keySet().stream().noneMatch(Operations::isGood)) {
            told.put("200", "what was asked for");
        }
        usual(method, route, request)
                .forEach((status, text) -> told.merge(status, text, (own, also) -> own + "; " + also));
        Map<String, Object> responses = new LinkedHashMap<>();
        told.forEach(
                (status, text) -> responses.put(status, response(method, request, status, Schemas.sentence(text))));
        return responses;
    }

    private static boolean isGood(String status) {
        return status.startsWith("2") || status.equals(UPGRADED);
    }

    private static Map<String, String> usual(Method method, Route route, Request request) {
        Map<String, String> usual = new TreeMap<>();
        if (!request.parameters().isEmpty() || request.hasJsonBody()) {
            usual.put("400", "`bad-request` or `validation-failed`, which names every bad field");
        }
        if (route.need() != Need.NOTHING) {
            usual.put(
                    "401",
                    "`unauthorized`: no valid token"
                            + (route.mfaWithin() == null ? "" : ", or `step-up-required`: no recent second factor"));
        }
        if (route.need() == Need.TOKEN) {
            usual.put("403", "`forbidden`: the token was issued to a program and is not good for this");
        } else if (!route.permission().isEmpty()) {
            usual.put("403", "`forbidden`: the permission is missing");
        }
        if (route.need() == Need.PROJECT || path(route).contains("{")) {
            usual.put("404", "`not-found`: it is not there, or the caller may not see it");
        }
        if (request.body() != null) {
            usual.put("413", "`payload-too-large`");
        }
        if (request.hasJsonBody()) {
            usual.put("415", "`unsupported-media-type`");
        }
        if (List.of(method.getParameterTypes()).contains(IdempotentRequest.class)) {
            usual.put("409", "`conflict`: the first request with this key is still running");
            usual.put("422", "`idempotency-mismatch`: the key was used for another request");
        }
        if (List.of(method.getParameterTypes()).contains(IfMatch.class)) {
            usual.put("412", "`precondition-failed`: it was changed since it was read");
            usual.put("428", "`precondition-required`: `If-Match` is missing");
        }
        usual.put("503", "`service-unavailable`, with `Retry-After` in seconds");
        return usual;
    }

    private Map<String, Object> response(Method method, Request request, String status, String text) {
        Map<String, Object> headers = object("X-Trace-ID", object("$ref", "#/components/headers/trace"));
        Map<String, Object> response = object("description", text, "headers", headers);
        if (text.contains("`Location`")) {
            headers.put("Location", object("schema", object("type", "string", "format", "uri-reference")));
        }
        if (text.contains("`ETag`")) {
            headers.put("ETag", object("schema", object("type", "string")));
        }
        if (text.contains("`Retry-After`")) {
            headers.put("Retry-After", object("schema", object("type", "integer")));
        }
        if (status.startsWith("4") && !status.equals("413") && request.errors() != null) {
            response.put("content", object("application/json", object("schema", schemas.of(request.errors()))));
        } else if (!isGood(status)) {
            response.put(
                    "content",
                    object(
                            "application/problem+json",
                            object("schema", object("$ref", "#/components/schemas/ProblemDocument"))));
        } else if (!status.equals("204") && !status.equals(UPGRADED)) {
            AnswerType.of(method)
                    .ifPresent(type -> response.put(
                            "content",
                            type.binary()
                                    ? object("application/octet-stream", object())
                                    : object(
                                            type.mediaType(),
                                            type.isFile() ? object() : object("schema", schemas.of(type.type())))));
        }
        return response;
    }
}
