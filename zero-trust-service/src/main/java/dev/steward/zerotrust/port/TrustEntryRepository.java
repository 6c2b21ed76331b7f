package dev.steward.zerotrust.port;

import reactor.core.publisher.Mono;

/** The event counters of trust state entries that are no aggregate with a row of its own. */
public interface TrustEntryRepository {

    /** The key of the entry that holds the public keys. */
    String KEYS = "keys";

    /** The key of the marker that ends a complete publication. */
    String SNAPSHOT_COMPLETE = "snapshot-complete";

    /**
     * Counts the changes of which policies are active or in dry run. Whoever makes one, or publishes them, locks it first: each change is
     * checked against all others, and no older entry follows a newer one.
     */
    String POLICIES = "policies";

    /** The key of the marker that ends a complete publication of policies. */
    String POLICIES_COMPLETE = "policies-complete";

    /** Counts one up; the entry stays locked until the transaction ends. */
    Mono<Long> next(String entryKey);

    /** The counter as it is. */
    Mono<Long> current(String entryKey);

    /** The counter as it is; the entry stays locked until the transaction ends. */
    Mono<Long> lock(String entryKey);
}
