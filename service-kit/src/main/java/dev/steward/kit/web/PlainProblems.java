package dev.steward.kit.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Problems and trace ids for what is handled without Spring's filters, such as requests that are passed on. */
public final class PlainProblems {

    private final JsonMapper json;

    public PlainProblems(JsonMapper json) {
        this.json = json;
    }

    /** Taken over from the request, or a fresh one. */
    public static String traceId(HttpServerRequest request) {
        String asked = request.requestHeaders().get(Correlation.HEADER);
        return asked != null && Correlation.isValid(asked) ? asked : Correlation.fresh();
    }

    /** To be called before anything of an answer has left. */
    public Mono<Void> write(HttpServerRequest request, HttpServerResponse response, Problem problem, String traceId) {
        String target = request.uri();
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        byte[] body = json.writeValueAsBytes(ProblemDocument.of(problem, path, traceId));
        // What an answer that never came had said of itself.
        response.responseHeaders().clear();
        response.status(problem.code().status().value())
                .header(Correlation.HEADER, traceId)
                .header(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .header(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(body.length));
        problem.headers().forEach(response::header);
        return response.sendByteArray(Mono.just(body)).then();
    }
}
