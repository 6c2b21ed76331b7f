package dev.steward.zerotrust.application;

import dev.steward.events.trust.PoliciesComplete;
import dev.steward.kit.outbox.Outbox;
import dev.steward.zerotrust.domain.PolicyEntry;
import dev.steward.zerotrust.port.PolicyRepository;
import dev.steward.zerotrust.port.TrustEntryRepository;
import java.time.Clock;
import java.util.List;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Publishes all policies again, ending in the marker readers wait for. One that is active no more is a tombstone again: an
 * entry that came late from an instance that led before must not stay.
 */
public class PolicyPublisher {

    private final PolicyRepository policies;
    private final TrustEntryRepository entries;
    private final Outbox outbox;
    private final EntryPages pages;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public PolicyPublisher(
            PolicyRepository policies,
            TrustEntryRepository entries,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        this.policies = policies;
        this.entries = entries;
        this.outbox = outbox;
        this.pages = new EntryPages(outbox, transaction);
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Answers how many policies are active. */
    public Mono<Integer> publishAll() {
        return pages.publish(this::lockAfter, PolicyEntry::policyId, TrustEntries::of)
                .then(Mono.defer(() -> complete().as(transaction::transactional)));
    }

    private Mono<List<PolicyEntry>> lockAfter(String lastId, int limit) {
        return entries.lock(TrustEntryRepository.POLICIES).then(policies.entriesAfter(lastId, limit));
    }

    private Mono<Integer> complete() {
        return entries.lock(TrustEntryRepository.POLICIES)
                .then(Mono.zip(policies.active(), entries.next(TrustEntryRepository.POLICIES_COMPLETE)))
                .flatMap(found -> {
                    int active = found.getT1().size();
                    var complete = new PoliciesComplete(active, clock.instant());
                    return outbox.append(TrustEntries.marker(found.getT2(), complete))
                            .thenReturn(active);
                });
    }
}
