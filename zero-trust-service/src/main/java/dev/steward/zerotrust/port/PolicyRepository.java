package dev.steward.zerotrust.port;

import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.zerotrust.domain.ManagedPolicy;
import dev.steward.zerotrust.domain.PolicyEntry;
import dev.steward.zerotrust.domain.PolicyState;
import dev.steward.zerotrust.domain.PolicyVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The policies and their versions. A deleted one is nowhere but in {@link #entriesAfter}. Writes and locks join the
 * caller's transaction.
 */
public interface PolicyRepository {

    Mono<Void> insert(ManagedPolicy policy, PolicyVersion first);

    /** Empty when there is none. */
    Mono<ManagedPolicy> find(String id);

    /** As {@link #find}, and nobody else changes it before the transaction ends. */
    Mono<ManagedPolicy> lock(String id);

    /** Newest first: all, or those of one state. */
    Mono<List<ManagedPolicy>> list(@Nullable PolicyState state, long offset, int limit);

    Mono<Long> count(@Nullable PolicyState state);

    /** A compare-and-set on the version before. False when the policy was changed or deleted since. */
    Mono<Boolean> update(ManagedPolicy changed);

    Mono<Void> addVersion(String id, PolicyVersion next);

    /** Empty when there is none. */
    Mono<PolicyVersion> version(String id, int number);

    /** Newest first. */
    Mono<List<PolicyVersion>> versions(String id, long offset, int limit);

    /** The version other than this one that began to decide last; empty when none ever did. */
    Mono<PolicyVersion> activeBefore(String id, @Nullable Integer number);

    /** Notes that a version is in dry run from now on. */
    Mono<Void> tried(String id, int number, Instant at);

    /** Notes that a version decides from now on. */
    Mono<Void> activated(String id, int number, Instant at, String by);

    /** All that are active, in the order of their ids. */
    Mono<List<PolicyStateChanged>> active();

    /** What all that are in dry run say there, in the order of their ids. */
    Mono<List<PolicyStateChanged>> inDryRun();

    /** The next policies that were ever active, in the order of their ids; starts from {@code ""}. */
    Mono<List<PolicyEntry>> entriesAfter(String lastId, int limit);
}
