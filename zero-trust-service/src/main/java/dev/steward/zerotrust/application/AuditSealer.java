package dev.steward.zerotrust.application;

import dev.steward.events.trust.AuditSealed;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.domain.AuditBatch;
import dev.steward.zerotrust.domain.AuditRecord;
import dev.steward.zerotrust.domain.PublishedHead;
import dev.steward.zerotrust.port.AuditChain;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Chains what was written to the audit, batch by batch, and publishes where the chain ends. Every instance takes turns; one
 * at a time seals, and whoever writes rows waits for none of them.
 */
public class AuditSealer {

    /** How many rows are sealed in one transaction, and looked at together when they are proven. */
    static final int MOST = 500;

    private static final String AGGREGATE = "audit";

    private final AuditChain chain;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final Duration publishEvery;

    public AuditSealer(
            AuditChain chain, Outbox outbox, TransactionalOperator transaction, Clock clock, Duration publishEvery) {
        this.chain = chain;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
        this.publishEvery = publishEvery;
    }

    /** Seals what waits and, when it is time, publishes the end of the chain. */
    public Mono<Void> turn() {
        return Mono.defer(() -> alone(sealSome()))
                .repeat()
                .takeUntil(count -> count < MOST)
                .then(Mono.defer(() -> alone(publish().thenReturn(0))))
                .then();
    }

    private Mono<Integer> alone(Mono<Integer> work) {
        return chain.lock()
                .filter(locked -> locked)
                .flatMap(_ -> work)
                .defaultIfEmpty(0)
                .as(transaction::transactional);
    }

    private Mono<Integer> sealSome() {
        return chain.last().map(Optional::of).defaultIfEmpty(Optional.empty()).flatMap(last -> chain.takeUnsealed(MOST)
                .flatMap(rows -> seal(last, rows)));
    }

    private Mono<Integer> seal(Optional<AuditBatch> last, List<AuditRecord> rows) {
        return rows.isEmpty()
                ? Mono.just(0)
                : chain.append(AuditBatch.seal(last.orElse(null), rows, clock.instant()))
                        .thenReturn(rows.size());
    }

    /** Also when nothing was sealed since: silence would look like a chain that was cut. */
    private Mono<Void> publish() {
        return chain.last().flatMap(last -> chain.lastPublished()
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(published -> {
                    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
                    boolean due = published
                            .map(before -> !now.isBefore(before.at().plus(publishEvery)))
                            .orElse(true);
                    long publication = published.map(PublishedHead::publication).orElse(0L) + 1;
                    return due ? publish(new PublishedHead(publication, last.head(), now), last) : Mono.empty();
                }));
    }

    private Mono<Void> publish(PublishedHead head, AuditBatch last) {
        var event = new AuditSealed(last.sequence(), last.total(), last.hash().hex(), last.sealedAt());
        return chain.append(head)
                .then(outbox.append(new OutboxEvent(AGGREGATE, AGGREGATE, head.publication(), null, event)));
    }
}
