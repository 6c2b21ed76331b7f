package dev.steward.zerotrust.application;

import dev.steward.events.trust.SigningKeysChanged;
import dev.steward.events.trust.SnapshotComplete;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.port.TrustEntryRepository;

/** How trust state is laid out on its compacted topic: one record per entry, under the entry's key. */
final class TrustEntries {

    private static final String ENTRY = "trust-entry";

    /** Sorts after the entries, which the relay sends in the order of aggregate type and id. */
    private static final String MARKER = "trust-marker";

    private TrustEntries() {}

    static OutboxEvent of(Project project) {
        String id = project.id().value();
        return new OutboxEvent(ENTRY, "project/" + id, project.eventSequence(), id, project.stateChanged());
    }

    static OutboxEvent of(User user) {
        return new OutboxEvent(ENTRY, "user/" + user.id(), user.eventSequence(), null, user.stateChanged());
    }

    static OutboxEvent ofKeys(long sequence, SigningKeysChanged keys) {
        return new OutboxEvent(ENTRY, TrustEntryRepository.KEYS, sequence, null, keys);
    }

    static OutboxEvent marker(long sequence, SnapshotComplete complete) {
        return new OutboxEvent(MARKER, TrustEntryRepository.SNAPSHOT_COMPLETE, sequence, null, complete);
    }
}
