package dev.steward.kit.web;

import dev.steward.kit.database.Outage;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;

/** Which problem an exception is to the client. */
final class ProblemMapping {

    private static final Duration DATABASE_RETRY = Duration.ofSeconds(2);

    private ProblemMapping() {}

    static Problem of(Throwable error) {
        return switch (error) {
            case Problem problem -> problem;
            case MethodNotAllowedException refused -> methodNotAllowed(refused.getSupportedMethods());
            case ResponseStatusException refused -> ofStatus(refused);
            case DataBufferLimitException _ -> new Problem(ProblemCode.PAYLOAD_TOO_LARGE, "The body is too large.");
            default ->
                Outage.isCauseOf(error)
                        ? Problem.unavailable("A resource this needs is away; try again.", DATABASE_RETRY)
                        : new Problem(ProblemCode.INTERNAL_ERROR, "Something failed here; it was logged.");
        };
    }

    static Problem methodNotAllowed(Set<HttpMethod> supported) {
        return new Problem(ProblemCode.METHOD_NOT_ALLOWED, "The resource does not take this method.")
                .header(
                        "Allow",
                        supported.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", ")));
    }

    private static Problem ofStatus(ResponseStatusException refused) {
        Throwable cause = refused.getCause();
        if (cause instanceof DataBufferLimitException) {
            return of(cause);
        }
        return switch (refused.getStatusCode().value()) {
            case 404 -> Problem.notFound("There is nothing at this path.");
            case 406, 415 ->
                new Problem(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The media type is not one this resource speaks.");
            case 413 -> new Problem(ProblemCode.PAYLOAD_TOO_LARGE, "The body is too large.");
            case 503 -> Problem.unavailable("The service is not ready; try again.", DATABASE_RETRY);
            default ->
                refused.getStatusCode().is4xxClientError()
                        ? new Problem(ProblemCode.BAD_REQUEST, "The request is malformed.")
                        : new Problem(ProblemCode.INTERNAL_ERROR, "Something failed here; it was logged.");
        };
    }
}
