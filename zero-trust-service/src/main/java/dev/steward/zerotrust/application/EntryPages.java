package dev.steward.zerotrust.application;

import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Publishes entries of trust state page by page, each in a transaction of its own. */
record EntryPages(Outbox outbox, TransactionalOperator transaction) {

    /** Locks this many rows at a time, for as long as it takes to write as many rows. */
    private static final int PAGE = 200;

    /** The size of each page once it is published. */
    <T> Flux<Integer> publish(
            BiFunction<String, Integer, Mono<List<T>>> lockAfter,
            Function<T, String> id,
            Function<T, OutboxEvent> entry) {
        Function<String, Mono<List<T>>> page = lastId -> lockAfter
                .apply(lastId, PAGE)
                .flatMap(found ->
                        outbox.append(found.stream().map(entry).toList()).thenReturn(found))
                .as(transaction::transactional);
        return Mono.defer(() -> page.apply(""))
                .expand(last -> last.size() < PAGE ? Mono.empty() : page.apply(id.apply(last.getLast())))
                .map(List::size);
    }
}
