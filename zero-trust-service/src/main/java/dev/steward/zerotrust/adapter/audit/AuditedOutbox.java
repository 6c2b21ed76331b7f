package dev.steward.zerotrust.adapter.audit;

import dev.steward.events.EventTypes;
import dev.steward.events.Topics;
import dev.steward.events.trust.AuditSealed;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.outbox.Tombstone;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Leaves a row of the audit for every event of {@code trust.events}, in the transaction that appends it: whatever is worth
 * telling others has to be provable. Trust state is no event; who changes it says so beside it.
 */
public final class AuditedOutbox implements Outbox {

    private final Outbox outbox;
    private final EventAudit audit;

    public AuditedOutbox(Outbox outbox, EventAudit audit) {
        this.outbox = outbox;
        this.audit = audit;
    }

    @Override
    public Mono<Void> append(List<OutboxEvent> events) {
        return outbox.append(events)
                .thenMany(Flux.fromIterable(events))
                .filter(AuditedOutbox::isAudited)
                .concatMap(audit::record)
                .then();
    }

    /** The chain does not seal that it was sealed, and the end of an entry of trust state is no event. */
    private static boolean isAudited(OutboxEvent event) {
        return !(event.event() instanceof Tombstone)
                && EventTypes.of(event.event().getClass()).isOn(Topics.TRUST_EVENTS)
                && !(event.event() instanceof AuditSealed);
    }
}
