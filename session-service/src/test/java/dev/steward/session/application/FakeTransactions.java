package dev.steward.session.application;

import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.AbstractReactiveTransactionManager;
import org.springframework.transaction.reactive.GenericReactiveTransaction;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Transactions over nothing: they only know when they are committed. */
final class FakeTransactions extends AbstractReactiveTransactionManager {

    private static final long serialVersionUID = 1L;

    static TransactionalOperator operator() {
        return TransactionalOperator.create(new FakeTransactions());
    }

    @Override
    protected Object doGetTransaction(TransactionSynchronizationManager manager) {
        return new Object();
    }

    @Override
    protected Mono<Void> doBegin(
            TransactionSynchronizationManager manager, Object transaction, TransactionDefinition definition) {
        return Mono.empty();
    }

    @Override
    protected Mono<Void> doCommit(TransactionSynchronizationManager manager, GenericReactiveTransaction status) {
        return Mono.empty();
    }

    @Override
    protected Mono<Void> doRollback(TransactionSynchronizationManager manager, GenericReactiveTransaction status) {
        return Mono.empty();
    }
}
