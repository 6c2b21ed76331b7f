package dev.steward.session.application;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** Says which session to look at now. A wake-up that nobody hears is no loss: the next pass looks at all. */
public final class WakeUps {

    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    void onWake(Consumer<String> told) {
        listeners.add(told);
    }

    void wake(String sessionId) {
        listeners.forEach(listener -> listener.accept(sessionId));
    }

    /** Wakes when the caller's transaction is committed; before that there would be nothing to see. */
    Mono<Void> afterCommit(String sessionId) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.fromRunnable(() -> wake(sessionId));
                    }
                }))
                .then();
    }
}
