package dev.steward.kit.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/** The body of every error answer, {@code application/problem+json}. */
public record ProblemDocument(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        String traceId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldProblem> errors,
        @JsonAnyGetter Map<String, Object> members) {

    static ProblemDocument of(Problem problem, String instance, String traceId) {
        ProblemCode code = problem.code();
        return new ProblemDocument(
                "urn:steward:problem:" + code.code(),
                code.title(),
                code.status().value(),
                problem.detail(),
                instance,
                code.code(),
                traceId,
                problem.errors(),
                problem.members());
    }
}
