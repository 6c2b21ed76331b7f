package dev.steward.zerotrust.application;

import dev.steward.events.DomainEvent;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.domain.Project;

/** How trust state is laid out on its compacted topic: one record per entry, under the entry's key. */
final class TrustEntries {

    private static final String AGGREGATE_TYPE = "trust-entry";

    private TrustEntries() {}

    static OutboxEvent of(Project project) {
        String id = project.id().value();
        return new OutboxEvent(AGGREGATE_TYPE, "project/" + id, project.eventSequence(), id, project.stateChanged());
    }

    static OutboxEvent of(String entryKey, long sequence, DomainEvent event) {
        return new OutboxEvent(AGGREGATE_TYPE, entryKey, sequence, null, event);
    }
}
