package dev.steward.zerotrust.port;

import dev.steward.events.SourcePrefix;
import dev.steward.zerotrust.domain.OpaqueSecret;
import dev.steward.zerotrust.domain.PresentedSecret;
import dev.steward.zerotrust.domain.SecretId;
import dev.steward.zerotrust.domain.ServiceAccount;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** What makes users service accounts: their names and client secrets. Writes and locks join the caller's transaction. */
public interface ServiceAccountRepository {

    /** Of a user who is stored already. */
    Mono<Void> insert(ServiceAccount account, OpaqueSecret secret);

    /** Empty when there is none. */
    Mono<ServiceAccount> find(String id);

    /** As {@link #find}, and nobody else changes it or its user before the transaction ends. */
    Mono<ServiceAccount> lock(String id);

    /** Newest first. */
    Mono<List<ServiceAccount>> list(long offset, int limit);

    Mono<Long> count();

    /** The event sources of all others; until the transaction ends nobody else is told which there are. */
    Mono<List<SourcePrefix>> lockEventSources(String exceptId);

    /** Stores name and event source of a locked one. */
    Mono<Void> describe(ServiceAccount changed);

    /**
     * Puts a secret in the place of another, which is good until then.
     *
     * @return how often that was done by now; empty when there is no such service account
     */
    Mono<Long> rotate(String id, OpaqueSecret secret, Instant previousUntil);

    /** Empty unless the secret is that of an enabled service account. Takes one statement, whatever the answer. */
    Mono<Proven> authenticate(String id, OpaqueSecret secret, Instant now);

    /** Whether tokens of a secret that were issued then are good: its account is enabled, and the secret is as {@link #authenticate} has it. */
    Mono<Boolean> stands(SecretId secret, Instant issuedAt, Instant now);

    /** Leaves the user. */
    Mono<Void> remove(String id);

    /** A service account and what it proved itself by. */
    record Proven(ServiceAccount account, PresentedSecret secret) {}
}
