package dev.steward.gateway.filter;

import dev.steward.kit.web.Correlation;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/** The trace id of an answer is set here already; the service's own would make it two. */
public final class AnswerHeaders implements HttpHeadersFilter {

    @Override
    public boolean supports(Type type) {
        return type == Type.RESPONSE;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        HttpHeaders passed = HttpHeaders.copyOf(input);
        passed.remove(Correlation.HEADER);
        return passed;
    }
}
