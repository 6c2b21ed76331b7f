package dev.steward.zerotrust.application;

import dev.steward.events.trust.DeviceStateChanged;
import dev.steward.events.trust.LoginSessionStateChanged;
import dev.steward.events.trust.PoliciesComplete;
import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.events.trust.SigningKeysChanged;
import dev.steward.events.trust.SnapshotComplete;
import dev.steward.events.trust.UserStateChanged;
import dev.steward.events.trust.UserTrustStateChanged;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.outbox.Tombstone;
import dev.steward.zerotrust.domain.DeviceEntry;
import dev.steward.zerotrust.domain.PolicyEntry;
import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.domain.RevokedLoginSession;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserTrustEntry;
import dev.steward.zerotrust.port.TrustEntryRepository;

/** How trust state is laid out on its compacted topics: one record per entry, under the entry's key. */
final class TrustEntries {

    private static final String ENTRY = "trust-entry";

    /** Sorts after the entries, which the relay sends in the order of aggregate type and id. */
    private static final String MARKER = "trust-marker";

    private static final String USER_TRUST = "user-trust/";

    private TrustEntries() {}

    static OutboxEvent of(Project project) {
        String id = project.id().value();
        return new OutboxEvent(ENTRY, "project/" + id, project.eventSequence(), id, project.stateChanged());
    }

    static OutboxEvent of(User user) {
        return new OutboxEvent(ENTRY, "user/" + user.id(), user.eventSequence(), null, user.stateChanged());
    }

    /** Once there is nothing to know of the user. */
    static OutboxEvent end(User user) {
        return new OutboxEvent(
                ENTRY, "user/" + user.id(), user.eventSequence(), null, new Tombstone(UserStateChanged.class));
    }

    static OutboxEvent of(RevokedLoginSession revoked) {
        return new OutboxEvent(ENTRY, key(revoked), revoked.eventSequence(), null, revoked.stateChanged());
    }

    /** Once no token of the login session can be good any more. */
    static OutboxEvent end(RevokedLoginSession revoked) {
        return new OutboxEvent(
                ENTRY, key(revoked), revoked.eventSequence(), null, new Tombstone(LoginSessionStateChanged.class));
    }

    static OutboxEvent of(DeviceEntry device) {
        return new OutboxEvent(
                ENTRY,
                "device/" + device.deviceId(),
                device.sequence(),
                null,
                device.state() == null ? new Tombstone(DeviceStateChanged.class) : device.state());
    }

    static OutboxEvent of(UserTrustEntry known) {
        return new OutboxEvent(ENTRY, USER_TRUST + known.userId(), known.sequence(), null, known.state());
    }

    /** Once the user is deleted. */
    static OutboxEvent endOfUserTrust(String userId, long sequence) {
        return new OutboxEvent(ENTRY, USER_TRUST + userId, sequence, null, new Tombstone(UserTrustStateChanged.class));
    }

    static OutboxEvent of(PolicyEntry policy) {
        return new OutboxEvent(
                ENTRY,
                "policy/" + policy.policyId(),
                policy.sequence(),
                null,
                policy.state() == null ? new Tombstone(PolicyStateChanged.class) : policy.state());
    }

    static OutboxEvent ofKeys(long sequence, SigningKeysChanged keys) {
        return new OutboxEvent(ENTRY, TrustEntryRepository.KEYS, sequence, null, keys);
    }

    static OutboxEvent marker(long sequence, SnapshotComplete complete) {
        return new OutboxEvent(MARKER, TrustEntryRepository.SNAPSHOT_COMPLETE, sequence, null, complete);
    }

    static OutboxEvent marker(long sequence, PoliciesComplete complete) {
        return new OutboxEvent(MARKER, TrustEntryRepository.POLICIES_COMPLETE, sequence, null, complete);
    }

    private static String key(RevokedLoginSession revoked) {
        return "login-session/" + revoked.id();
    }
}
