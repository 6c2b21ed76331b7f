package dev.steward.zerotrust.application;

import dev.steward.events.trust.SnapshotComplete;
import dev.steward.kit.outbox.Outbox;
import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.port.ProjectRepository;
import dev.steward.zerotrust.port.TrustEntryRepository;
import java.time.Clock;
import java.util.List;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Publishes the whole of trust state again, ending in the marker readers wait for. Entries keep their sequence: a reader
 * that knows them already ignores them, a topic that lost them has them again.
 */
public class TrustStatePublisher {

    /** Locks this many projects at a time, for as long as it takes to write as many rows. */
    private static final int PAGE = 200;

    private final ProjectRepository projects;
    private final TrustEntryRepository entries;
    private final KeyRing keyRing;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public TrustStatePublisher(
            ProjectRepository projects,
            TrustEntryRepository entries,
            KeyRing keyRing,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        this.projects = projects;
        this.entries = entries;
        this.keyRing = keyRing;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Answers how many entries were published before the marker. */
    public Mono<Integer> publishAll() {
        return keyRing.current()
                .then(Mono.defer(() -> keyRing.republish().as(transaction::transactional)))
                .then(Mono.defer(() -> page("")))
                .expand(last -> last.size() < PAGE
                        ? Mono.empty()
                        : page(last.getLast().id().value()))
                .reduce(1, (count, page) -> count + page.size())
                .flatMap(count -> complete(count).thenReturn(count));
    }

    private Mono<List<Project>> page(String lastId) {
        return projects.lockAfter(lastId, PAGE)
                .flatMap(page -> outbox.append(
                                page.stream().map(TrustEntries::of).toList())
                        .thenReturn(page))
                .as(transaction::transactional);
    }

    private Mono<Void> complete(int count) {
        return entries.next(TrustEntryRepository.SNAPSHOT_COMPLETE)
                .flatMap(sequence ->
                        outbox.append(TrustEntries.marker(sequence, new SnapshotComplete(count, clock.instant()))))
                .as(transaction::transactional);
    }
}
