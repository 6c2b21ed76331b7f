package dev.steward.kit.web;

import org.springframework.http.HttpStatus;

/** The stable codes of problem details; a client decides by these, never by the text. */
public enum ProblemCode {
    BAD_REQUEST(400, "Bad request"),
    VALIDATION_FAILED(400, "Validation failed"),
    UNAUTHORIZED(401, "Unauthorized"),
    MFA_REQUIRED(401, "Second factor required"),
    STEP_UP_REQUIRED(401, "Step-up authentication required"),
    FORBIDDEN(403, "Forbidden"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    CONFLICT(409, "Conflict"),
    PRECONDITION_FAILED(412, "Precondition failed"),
    PRECONDITION_REQUIRED(428, "Precondition required"),
    PAYLOAD_TOO_LARGE(413, "Payload too large"),
    HEADERS_TOO_LARGE(431, "Headers too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    IDEMPOTENCY_MISMATCH(422, "Idempotency key used for another request"),
    QUOTA_EXCEEDED(429, "Quota exceeded"),
    BUDGET_EXCEEDED(429, "Budget exceeded"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    SERVICE_UNAVAILABLE(503, "Service unavailable"),
    BAD_GATEWAY(502, "Bad gateway"),
    GATEWAY_TIMEOUT(504, "Gateway timeout"),
    INSUFFICIENT_STORAGE(507, "Insufficient storage"),
    INTERNAL_ERROR(500, "Internal error");

    private final HttpStatus status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = HttpStatus.valueOf(status);
        this.title = title;
    }

    public HttpStatus status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** As it stands on the wire, such as {@code validation-failed}. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
