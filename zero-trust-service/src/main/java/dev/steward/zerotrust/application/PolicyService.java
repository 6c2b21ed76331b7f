package dev.steward.zerotrust.application;

import dev.steward.events.UuidV7;
import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.ManagedPolicy;
import dev.steward.zerotrust.domain.PolicyRules;
import dev.steward.zerotrust.domain.PolicyState;
import dev.steward.zerotrust.domain.PolicyVersion;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.PolicyRepository;
import dev.steward.zerotrust.port.TrustEntryRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Policies are written and rewritten. A version never changes: what decides goes on to say what it said. */
public class PolicyService {

    /** How many there can be. */
    public static final int MOST = 10_000;

    private final PolicyRepository policies;
    private final TrustEntryRepository entries;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public PolicyService(
            PolicyRepository policies,
            TrustEntryRepository entries,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        this.policies = policies;
        this.entries = entries;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Wants rules that can be read. */
    public Mono<PolicyOutcome> create(PolicyRules rules, String author) {
        return entries.lock(TrustEntryRepository.POLICIES)
                .then(policies.count(null))
                .flatMap(count -> {
                    if (count >= MOST) {
                        return Mono.<PolicyOutcome>just(new PolicyOutcome.TooMany());
                    }
                    Instant now = clock.instant();
                    var policy = ManagedPolicy.drafted(UuidV7.next(clock), rules, now);
                    return policies.insert(policy, PolicyVersion.written(1, rules, author, now))
                            .then(audit.record(entry("policy.created", policy)))
                            .thenReturn(new PolicyOutcome.Done(policy));
                })
                .as(transaction::transactional);
    }

    /** Adds a version if {@code meant} takes the record's version; the same rules are none. Wants rules that can be read. */
    public Mono<PolicyOutcome> rewrite(String id, LongPredicate meant, PolicyRules rules, String author) {
        return policies.lock(id)
                .flatMap(policy -> {
                    if (!meant.test(policy.version())) {
                        return Mono.<PolicyOutcome>just(new PolicyOutcome.Stale());
                    }
                    return rules.equals(policy.rules())
                            ? Mono.just(new PolicyOutcome.Done(policy))
                            : rewrite(policy, rules, author);
                })
                .defaultIfEmpty(new PolicyOutcome.NoSuchPolicy())
                .as(transaction::transactional);
    }

    /** Empty when there is none. */
    public Mono<ManagedPolicy> find(String id) {
        return policies.find(id);
    }

    /** Newest first. */
    public Mono<List<ManagedPolicy>> list(@Nullable PolicyState state, long offset, int limit) {
        return policies.list(state, offset, limit);
    }

    public Mono<Long> count(@Nullable PolicyState state) {
        return policies.count(state);
    }

    /** The latest unless told; empty when there is none. */
    public Mono<PolicyVersion> version(String id, @Nullable Integer number) {
        return policies.find(id)
                .flatMap(policy -> policies.version(id, number == null ? policy.latestVersion() : number));
    }

    /** Newest first. */
    public Mono<List<PolicyVersion>> versions(String id, long offset, int limit) {
        return policies.versions(id, offset, limit);
    }

    private Mono<PolicyOutcome> rewrite(ManagedPolicy policy, PolicyRules rules, String author) {
        Instant now = clock.instant();
        ManagedPolicy rewritten = policy.rewritten(rules, now);
        var version = PolicyVersion.written(rewritten.latestVersion(), rules, author, now);
        // The version is named by the row that follows it.
        return policies.addVersion(policy.id(), version)
                .then(policies.update(rewritten))
                .flatMap(updated -> updated
                        ? audit.record(entry("policy.rewritten", rewritten))
                                .thenReturn(new PolicyOutcome.Done(rewritten))
                        : Mono.just(new PolicyOutcome.Stale()));
    }

    private static AuditEntry entry(String action, ManagedPolicy policy) {
        return AuditEntry.change(
                action,
                "policy",
                policy.id(),
                null,
                Map.of("name", policy.rules().name(), "version", policy.latestVersion()));
    }
}
