package dev.steward.kit.web;

import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Binds a JSON object to a record; a refusal names every field of a wrong shape and every constraint that is not met. */
final class StrictJson {

    private final JsonMapper json;
    private final ObjectReader sound;
    private final Validator validator;

    StrictJson(JsonMapper json, Validator validator) {
        this.json = json;
        // What may not be missing was noted before.
        this.sound = json.reader().without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
        this.validator = validator;
    }

    <T> T read(byte[] body, Class<T> type) {
        return read(body, type, false);
    }

    /** Fields that the type does not have are refused, or ignored. */
    <T> T read(byte[] body, Class<T> type, boolean ignoresUnknown) {
        ObjectNode tree = tree(body);
        ShapeCheck shape = new ShapeCheck(json, ignoresUnknown);
        shape.object(tree, json.constructType(type), "");
        List<FieldProblem> problems = new ArrayList<>(shape.problems());
        T value = bind(tree, type, problems);
        problems.addAll(violations(value, problems));
        if (!problems.isEmpty()) {
            throw Problem.invalid(problems);
        }
        return value;
    }

    private ObjectNode tree(byte[] body) {
        try {
            if (json.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException _) {
            // The parser's own message quotes the input; the client gets a plain one.
        }
        throw new Problem(ProblemCode.BAD_REQUEST, "The body has to be one JSON object.");
    }

    private <T> T bind(ObjectNode tree, Class<T> type, List<FieldProblem> problems) {
        try {
            return sound.forType(type).readValue(tree);
        } catch (DatabindException _) {
            throw problems.isEmpty()
                    ? new Problem(ProblemCode.BAD_REQUEST, "The body does not have the shape this resource takes.")
                    : Problem.invalid(problems);
        }
    }

    /** Without those of a field that was taken out: it is there, and its shape is what is wrong. */
    private List<FieldProblem> violations(Object value, List<FieldProblem> shapes) {
        Set<String> named = shapes.stream().map(FieldProblem::field).collect(Collectors.toSet());
        FieldProblems problems = new FieldProblems();
        validator
                .validate(value)
                .forEach(
                        violation -> problems.add(WireNames.path(violation.getPropertyPath()), violation.getMessage()));
        if (value instanceof CheckedBody body) {
            body.check(problems);
        }
        return problems.found().stream()
                .filter(problem -> !named.contains(problem.field()))
                .sorted(Comparator.comparing(FieldProblem::field))
                .toList();
    }
}
