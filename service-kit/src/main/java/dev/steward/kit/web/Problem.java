package dev.steward.kit.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A refusal on its way to the client as problem details (RFC 9457). Thrown by web adapters only. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final String detail;
    private final transient List<FieldProblem> errors;
    private final transient Map<String, String> headers;
    private final transient Map<String, Object> members;

    public Problem(ProblemCode code, String detail) {
        this(code, detail, List.of(), Map.of(), Map.of());
    }

    private Problem(
            ProblemCode code,
            String detail,
            List<FieldProblem> errors,
            Map<String, String> headers,
            Map<String, Object> members) {
        // A refusal is an ordinary answer: no stack trace is worth its price on the hot path.
        super(detail, null, false, false);
        this.code = code;
        this.detail = detail;
        this.errors = List.copyOf(errors);
        this.headers = Map.copyOf(headers);
        this.members = Map.copyOf(members);
    }

    public static Problem invalid(List<FieldProblem> errors) {
        String fields = String.join(
                ", ", errors.stream().map(FieldProblem::field).distinct().toList());
        return new Problem(ProblemCode.VALIDATION_FAILED, "Invalid: " + fields, errors, Map.of(), Map.of());
    }

    public static Problem invalid(String field, String message) {
        return invalid(List.of(new FieldProblem(field, message)));
    }

    public static Problem notFound(String detail) {
        return new Problem(ProblemCode.NOT_FOUND, detail);
    }

    public static Problem unavailable(String detail, Duration retryAfter) {
        return new Problem(ProblemCode.SERVICE_UNAVAILABLE, detail).retryAfter(retryAfter);
    }

    public Problem retryAfter(Duration delay) {
        return header(
                "Retry-After",
                String.valueOf(Math.max(1, delay.plusNanos(999_999_999).toSeconds())));
    }

    public Problem header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(code, detail, errors, more, members);
    }

    /** An extension member of the problem details, under its name on the wire. */
    public Problem member(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new Problem(code, detail, errors, headers, more);
    }

    public ProblemCode code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    public List<FieldProblem> errors() {
        return errors;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public Map<String, Object> members() {
        return members;
    }
}
