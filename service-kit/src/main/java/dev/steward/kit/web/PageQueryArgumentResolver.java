package dev.steward.kit.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Reads {@code page} and {@code page_size}. */
final class PageQueryArgumentResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == PageQuery.class;
    }

    @Override
    public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
        List<FieldProblem> problems = new ArrayList<>();
        int page = number(exchange, "page", 1, Integer.MAX_VALUE / PageQuery.LARGEST_SIZE, 1, problems);
        int size = number(exchange, "page_size", 1, PageQuery.LARGEST_SIZE, PageQuery.DEFAULT_SIZE, problems);
        return problems.isEmpty() ? Mono.just(new PageQuery(page, size)) : Mono.error(Problem.invalid(problems));
    }

    private static int number(
            ServerWebExchange exchange, String name, int least, int most, int usual, List<FieldProblem> problems) {
        @Nullable String text = exchange.getRequest().getQueryParams().getFirst(name);
        if (text == null) {
            return usual;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // Named below like a number out of range.
        }
        problems.add(new FieldProblem(name, "must be a whole number from " + least + " to " + most));
        return usual;
    }
}
