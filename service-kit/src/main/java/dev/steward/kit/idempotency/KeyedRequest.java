package dev.steward.kit.idempotency;

import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** A request with an {@code Idempotency-Key}. */
final class KeyedRequest implements IdempotentRequest {

    static final String REPLAYED = "Idempotency-Replayed";

    private final Mono<IdempotencyKey> key;
    private final IdempotencyStore store;
    private final TransactionalOperator transaction;
    private final JsonMapper json;
    private final ServerWebExchange exchange;

    KeyedRequest(
            Mono<IdempotencyKey> key,
            IdempotencyStore store,
            TransactionalOperator transaction,
            JsonMapper json,
            ServerWebExchange exchange) {
        this.key = key;
        this.store = store;
        this.transaction = transaction;
        this.json = json;
        this.exchange = exchange;
    }

    @Override
    public <T> Mono<ResponseEntity<T>> answer(Mono<ResponseEntity<T>> effect) {
        return key.flatMap(claimed -> store.claim(claimed).flatMap(claim -> switch (claim) {
            case Claim.Fresh _ -> run(claimed, effect);
            case Claim.Answered answered -> replay(answered.answer());
            case Claim.Mismatch _ ->
                Mono.error(new Problem(
                        ProblemCode.IDEMPOTENCY_MISMATCH, "The key was used for a request with another body."));
            case Claim.Running _ ->
                Mono.error(new Problem(ProblemCode.CONFLICT, "The first request with this key has not ended yet.")
                        .retryAfter(Duration.ofSeconds(1)));
        }));
    }

    private <T> Mono<ResponseEntity<T>> run(IdempotencyKey claimed, Mono<ResponseEntity<T>> effect) {
        return effect.flatMap(answer -> store.store(claimed, stored(answer)).thenReturn(answer))
                .as(transaction::transactional)
                .onErrorResume(error -> store.release(claimed)
                        .onErrorComplete() // the lease ends it then
                        .then(Mono.error(error)));
    }

    private StoredAnswer stored(ResponseEntity<?> answer) {
        @Nullable URI location = answer.getHeaders().getLocation();
        @Nullable Object body = answer.getBody();
        return new StoredAnswer(
                answer.getStatusCode().value(),
                location == null ? null : location.toString(),
                body == null ? null : json.writeValueAsString(body));
    }

    /** Written here and not returned: the stored bytes are the answer, and an encoder would want the type they once had. */
    private <T> Mono<ResponseEntity<T>> replay(StoredAnswer answer) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
        response.getHeaders().set(REPLAYED, "true");
        if (answer.location() != null) {
            response.getHeaders().set(HttpHeaders.LOCATION, answer.location());
        }
        if (answer.body() == null) {
            return response.setComplete().then(Mono.empty());
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(
                        Mono.fromSupplier(() -> response.bufferFactory().wrap(body)))
                .then(Mono.empty());
    }
}
