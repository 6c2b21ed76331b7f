package dev.steward.kit.web;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Weak tags stay in the list and cover nothing: a change needs a strong comparison. */
final class IfMatchArgumentResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == IfMatch.class;
    }

    @Override
    public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
        List<String> headers = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.IF_MATCH);
        if (headers.isEmpty()) {
            return Mono.error(new Problem(
                    ProblemCode.PRECONDITION_REQUIRED, "A change needs If-Match with the ETag of what was read."));
        }
        return Mono.just(new IfMatch(headers.stream()
                .flatMap(header -> Stream.of(header.split(",")))
                .map(String::strip)
                .toList()));
    }
}
