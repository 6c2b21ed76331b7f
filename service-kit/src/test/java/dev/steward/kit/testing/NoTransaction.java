package dev.steward.kit.testing;

import org.springframework.transaction.reactive.TransactionCallback;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** For fakes, which have nothing to roll back. */
public final class NoTransaction implements TransactionalOperator {

    @Override
    public <T> Flux<T> transactional(Flux<T> work) {
        return work;
    }

    @Override
    public <T> Mono<T> transactional(Mono<T> work) {
        return work;
    }

    @Override
    public <T> Flux<T> execute(TransactionCallback<T> action) {
        throw new UnsupportedOperationException();
    }
}
