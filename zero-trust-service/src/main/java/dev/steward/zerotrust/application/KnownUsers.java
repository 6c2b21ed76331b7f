package dev.steward.zerotrust.application;

import dev.steward.kit.outbox.Outbox;
import dev.steward.zerotrust.domain.UserTrustEntry;
import dev.steward.zerotrust.port.DeviceRepository;
import dev.steward.zerotrust.port.KnownUserRepository;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Tells every process what the trust in users is made of, by entries of trust state; joins the caller's transaction. The
 * entry is locked last of all that a change needs: what is made of many rows is told by one who has seen all of them.
 */
public class KnownUsers {

    private final KnownUserRepository known;
    private final DeviceRepository devices;
    private final Outbox outbox;

    public KnownUsers(KnownUserRepository known, DeviceRepository devices, Outbox outbox) {
        this.known = known;
        this.devices = devices;
        this.outbox = outbox;
    }

    Mono<Void> changed(Collection<String> userIds) {
        return known.next(userIds).flatMap(this::tell);
    }

    /** As {@link #changed}, by names, some of which nobody may have. */
    Mono<Void> accountsChanged(Collection<String> accounts) {
        return known.nextOfAccounts(accounts).flatMap(this::tell);
    }

    /** What a user leaves who is deleted, but for the entry of the user: others may wait for it. */
    Mono<Void> forget(String userId) {
        return known.forget(userId)
                .then(devices.removeAll(userId))
                .flatMap(removed ->
                        outbox.append(removed.stream().map(TrustEntries::of).toList()));
    }

    /** Ends the entry of a user who is deleted. */
    Mono<Void> end(String userId) {
        return known.end(userId).flatMap(sequence -> outbox.append(TrustEntries.endOfUserTrust(userId, sequence)));
    }

    private Mono<Void> tell(List<UserTrustEntry> entries) {
        return entries.isEmpty()
                ? Mono.empty()
                : outbox.append(entries.stream().map(TrustEntries::of).toList());
    }
}
