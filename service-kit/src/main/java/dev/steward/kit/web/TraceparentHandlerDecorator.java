package dev.steward.kit.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Makes a trace id of 32 hexadecimal digits the W3C trace id too, whatever trace the request came with: a request has
 * one id. It has to stand in front of all filters, because the server span is opened before them.
 */
public final class TraceparentHandlerDecorator implements HttpHandlerDecoratorFactory {

    private static final String TRACEPARENT = "traceparent";
    private static final String TRACESTATE = "tracestate";

    @Override
    public HttpHandler apply(HttpHandler handler) {
        return (request, response) -> handler.handle(withTraceparent(request), response);
    }

    private static ServerHttpRequest withTraceparent(ServerHttpRequest request) {
        @Nullable String id = request.getHeaders().getFirst(Correlation.HEADER);
        if (id == null
                || !Correlation.isTraceId(id)
                || isOf(id, request.getHeaders().getFirst(TRACEPARENT))) {
            return request;
        }
        String span = Correlation.fresh().substring(0, 16);
        return request.mutate()
                .headers(headers -> {
                    headers.set(TRACEPARENT, "00-" + id + "-" + span + "-01");
                    headers.remove(TRACESTATE);
                })
                .build();
    }

    /** The id follows a two-digit version. */
    private static boolean isOf(String id, @Nullable String traceparent) {
        return traceparent != null && traceparent.startsWith("-" + id + "-", 2);
    }
}
