package dev.steward.kit.idempotency;

import dev.steward.kit.security.Caller;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.RequestBody;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Makes an {@link IdempotentRequest} of the {@code Idempotency-Key} header. */
final class IdempotentRequestArgumentResolver implements HandlerMethodArgumentResolver {

    static final String HEADER = "Idempotency-Key";
    private static final Pattern VALID = Pattern.compile("[\\x21-\\x7E]{1,255}");
    private static final IdempotentRequest KEYLESS = new IdempotentRequest() {
        @Override
        public <T> Mono<ResponseEntity<T>> answer(Mono<ResponseEntity<T>> effect) {
            return effect;
        }
    };

    private final IdempotencyStore store;
    private final TransactionalOperator transaction;
    private final JsonMapper json;
    private final BodyFingerprint fingerprint;

    IdempotentRequestArgumentResolver(
            IdempotencyStore store, TransactionalOperator transaction, JsonMapper json, BodyFingerprint fingerprint) {
        this.store = store;
        this.transaction = transaction;
        this.json = json;
        this.fingerprint = fingerprint;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == IdempotentRequest.class;
    }

    @Override
    public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
        @Nullable String key = exchange.getRequest().getHeaders().getFirst(HEADER);
        if (key == null) {
            return Mono.just(KEYLESS);
        }
        if (!VALID.matcher(key).matches()) {
            return Mono.error(Problem.invalid(HEADER, "must be 1 to 255 visible ASCII characters"));
        }
        // Arguments are resolved side by side; the body and so its fingerprint is known only when the effect runs.
        return Mono.just(new KeyedRequest(identity(key, exchange), store, transaction, json, exchange));
    }

    private Mono<IdempotencyKey> identity(String key, ServerWebExchange exchange) {
        return Caller.current().map(Caller::userId).defaultIfEmpty("-").map(caller -> {
            String scope = caller + " " + exchange.getRequest().getMethod() + " "
                    + exchange.getRequest().getPath().value();
            return new IdempotencyKey(
                    digest(scope.getBytes(StandardCharsets.UTF_8)), key, fingerprint.of(RequestBody.of(exchange)));
        });
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
