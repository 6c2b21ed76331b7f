package dev.steward.kit.web;

import org.springframework.core.MethodParameter;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Reads a {@link ValidBody} and keeps its bytes for the fingerprint of an idempotency key. */
final class ValidBodyArgumentResolver implements HandlerMethodArgumentResolver {

    private static final byte[] NOTHING = {'{', '}'};

    private final StrictJson json;
    private final int limit;

    ValidBodyArgumentResolver(StrictJson json, DataSize limit) {
        this.json = json;
        this.limit = Math.toIntExact(limit.toBytes());
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(ValidBody.class);
    }

    @Override
    public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
        ValidBody kind = parameter.getParameterAnnotation(ValidBody.class);
        boolean foreign = kind != null && kind.foreign();
        boolean optional = kind != null && kind.optional() && saysNothingOfABody(exchange);
        if (!optional && !speaksJson(exchange)) {
            return Mono.error(new Problem(
                    foreign ? ProblemCode.BAD_REQUEST : ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                    "The body has to be application/json."));
        }
        return DataBufferUtils.join(exchange.getRequest().getBody(), limit)
                .map(ValidBodyArgumentResolver::bytes)
                .defaultIfEmpty(new byte[0])
                .map(body -> {
                    exchange.getAttributes().put(RequestBody.ATTRIBUTE, body);
                    boolean absent = optional && body.length == 0;
                    return json.read(absent ? NOTHING : body, parameter.getParameterType(), foreign);
                });
    }

    /** A body of another type is refused also where none is needed: its sender means something by it. */
    private static boolean saysNothingOfABody(ServerWebExchange exchange) {
        return !exchange.getRequest().getHeaders().containsHeader(HttpHeaders.CONTENT_TYPE);
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] body = new byte[buffer.readableByteCount()];
        buffer.read(body);
        DataBufferUtils.release(buffer);
        return body;
    }

    private static boolean speaksJson(ServerWebExchange exchange) {
        try {
            MediaType type = exchange.getRequest().getHeaders().getContentType();
            return type != null && type.isCompatibleWith(MediaType.APPLICATION_JSON);
        } catch (InvalidMediaTypeException _) {
            return false;
        }
    }
}
