package dev.steward.kit.idempotency;

import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** A request with an {@code Idempotency-Key}. */
final class KeyedRequest implements IdempotentRequest {

    static final String REPLAYED = "Idempotency-Replayed";

    private final Mono<IdempotencyKey> key;
    private final IdempotencyStore store;
    private final TransactionalOperator transaction;
    private final JsonMapper json;

    KeyedRequest(Mono<IdempotencyKey> key, IdempotencyStore store, TransactionalOperator transaction, JsonMapper json) {
        this.key = key;
        this.store = store;
        this.transaction = transaction;
        this.json = json;
    }

    @Override
    public <T> Mono<ResponseEntity<T>> answer(Mono<ResponseEntity<T>> effect) {
        return key.flatMap(claimed -> store.claim(claimed).flatMap(claim -> switch (claim) {
            case Claim.Fresh _ -> run(claimed, effect);
            case Claim.Answered answered -> Mono.just(replay(answered.answer()));
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

    @SuppressWarnings("unchecked") // the body is written as the JSON it was stored as, whatever T was
    private <T> ResponseEntity<T> replay(StoredAnswer answer) {
        ResponseEntity.BodyBuilder response =
                ResponseEntity.status(answer.status()).header(REPLAYED, "true");
        if (answer.location() != null) {
            response.header(HttpHeaders.LOCATION, answer.location());
        }
        return answer.body() == null
                ? response.build()
                : (ResponseEntity<T>) response.body(json.readTree(answer.body()));
    }
}
