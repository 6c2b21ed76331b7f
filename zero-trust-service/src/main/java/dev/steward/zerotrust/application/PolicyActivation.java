package dev.steward.zerotrust.application;

import dev.steward.events.trust.PolicyActivated;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.CustomRole;
import dev.steward.zerotrust.domain.ManagedPolicy;
import dev.steward.zerotrust.domain.PolicyEntry;
import dev.steward.zerotrust.domain.PolicyFinding;
import dev.steward.zerotrust.domain.PolicyReview;
import dev.steward.zerotrust.domain.PolicyRules;
import dev.steward.zerotrust.domain.PolicyVersion;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.CustomRoleRepository;
import dev.steward.zerotrust.port.GroupRepository;
import dev.steward.zerotrust.port.PolicyRepository;
import dev.steward.zerotrust.port.TrustEntryRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Policies begin to decide and end. Changes of what decides are made one after another, each looked at beside all others
 * that are active; what readers are told is in the transaction of the change.
 */
public class PolicyActivation {

    private static final Set<String> BUILT_IN =
            Arrays.stream(Role.values()).map(Role::wireName).collect(Collectors.toUnmodifiableSet());

    /** Without an admin, what the first one will hold. */
    private static final Set<Set<String>> FIRST_ADMIN = Set.of(Set.of(Role.ADMIN.wireName()));

    private final PolicyRepository policies;
    private final GroupRepository groups;
    private final CustomRoleRepository customRoles;
    private final TrustEntryRepository entries;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public PolicyActivation(
            PolicyRepository policies,
            GroupRepository groups,
            CustomRoleRepository customRoles,
            TrustEntryRepository entries,
            Outbox outbox,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        this.policies = policies;
        this.groups = groups;
        this.customRoles = customRoles;
        this.entries = entries;
        this.outbox = outbox;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Puts a version to dry run, the latest unless named; whatever speaks against it is a warning. */
    public Mono<PolicyOutcome> tryOut(String id, @Nullable Integer number) {
        return changing(id, policy -> withVersion(policy, number, version -> tryOut(policy, version)));
    }

    /** Lets a version decide, the latest unless named, in the place of the one that does; repeating it changes nothing. */
    public Mono<PolicyOutcome> activate(String id, @Nullable Integer number, String by) {
        return changing(
                id,
                policy -> withVersion(
                        policy,
                        number,
                        version -> version.mayDecide()
                                ? activate(policy, version, by)
                                : Mono.just(new PolicyOutcome.NotTried())));
    }

    /** Lets a version decide again that did before, the last other one unless named. */
    public Mono<PolicyOutcome> rollBack(String id, @Nullable Integer number, String by) {
        return changing(id, policy -> (number == null
                        ? policies.activeBefore(id, policy.activeVersion())
                        : policies.version(id, number))
                .filter(PolicyVersion::wasActive)
                .flatMap(version -> activate(policy, version, by))
                .defaultIfEmpty(new PolicyOutcome.NeverActive()));
    }

    /** The policy no longer decides, and is no longer in dry run. */
    public Mono<PolicyOutcome> deactivate(String id) {
        return changing(id, policy -> switch (policy.state()) {
            case ACTIVE, DRY_RUN -> end(policy, policy.deactivated(clock.instant()));
            case DRAFT, INACTIVE -> Mono.just(new PolicyOutcome.NotInUse());
        });
    }

    public Mono<PolicyOutcome> delete(String id) {
        return changing(id, policy -> end(policy, policy.deleted(clock.instant())));
    }

    private Mono<PolicyOutcome> changing(String id, Function<ManagedPolicy, Mono<PolicyOutcome>> change) {
        return entries.next(TrustEntryRepository.POLICIES)
                .then(policies.lock(id))
                .flatMap(change)
                .defaultIfEmpty(new PolicyOutcome.NoSuchPolicy())
                .as(transaction::transactional);
    }

    private Mono<PolicyOutcome> withVersion(
            ManagedPolicy policy, @Nullable Integer number, Function<PolicyVersion, Mono<PolicyOutcome>> use) {
        return policies.version(policy.id(), number == null ? policy.latestVersion() : number)
                .flatMap(use)
                .defaultIfEmpty(new PolicyOutcome.NoSuchVersion());
    }

    private Mono<PolicyOutcome> tryOut(ManagedPolicy policy, PolicyVersion version) {
        Instant now = clock.instant();
        return review(policy, version)
                .flatMap(findings -> store(
                        policy.tried(version.number(), now),
                        policies.tried(policy.id(), version.number(), now)
                                .then(audit.record(entry("policy.tried", policy, version.number()))),
                        findings));
    }

    private Mono<PolicyOutcome> activate(ManagedPolicy policy, PolicyVersion version, String by) {
        Integer replaced = policy.activeVersion();
        if (replaced != null && replaced == version.number()) {
            return Mono.just(new PolicyOutcome.Done(policy));
        }
        Instant now = clock.instant();
        ManagedPolicy activated = policy.activated(version.number(), now);
        PolicyRules rules = version.rules();
        var event = new PolicyActivated(policy.id(), rules.name(), version.number(), replaced, by, now);
        var entry = new PolicyEntry(
                policy.id(), activated.eventSequence(), rules.state(policy.id(), version.number(), now));
        return review(policy, version)
                .flatMap(findings -> refused(findings)
                        ? Mono.just(new PolicyOutcome.Refused(findings))
                        : store(
                                activated,
                                policies.activated(policy.id(), version.number(), now, by)
                                        .then(outbox.append(
                                                new OutboxEvent(
                                                        "policy", policy.id(), activated.eventSequence(), null, event),
                                                TrustEntries.of(entry))),
                                findings));
    }

    private Mono<PolicyOutcome> end(ManagedPolicy before, ManagedPolicy after) {
        String action = after.deleted() ? "policy.deleted" : "policy.deactivated";
        Mono<Void> record = audit.record(entry(action, before, before.latestVersion()));
        if (before.activeVersion() == null) {
            return store(after, record, List.of());
        }
        var entry = new PolicyEntry(after.id(), after.eventSequence(), null);
        return beside(before)
                .map(PolicyReview::withoutIt)
                .flatMap(findings -> refused(findings)
                        ? Mono.just(new PolicyOutcome.Refused(findings))
                        : store(after, outbox.append(TrustEntries.of(entry)).then(record), findings));
    }

    /** Of what no event of {@code trust.events} tells. */
    private static AuditEntry entry(String action, ManagedPolicy policy, int version) {
        return AuditEntry.change(
                action,
                "policy",
                policy.id(),
                null,
                Map.of("name", policy.rules().name(), "version", version));
    }

    private Mono<PolicyOutcome> store(ManagedPolicy changed, Mono<Void> rest, List<PolicyFinding> warnings) {
        return policies.update(changed)
                .flatMap(updated -> updated
                        ? rest.thenReturn(new PolicyOutcome.Done(changed, warnings))
                        : Mono.just(new PolicyOutcome.Stale()));
    }

    private Mono<List<PolicyFinding>> review(ManagedPolicy policy, PolicyVersion version) {
        return beside(policy).map(review -> review.of(version.rules().policy(policy.id(), version.number())));
    }

    private Mono<PolicyReview> beside(ManagedPolicy policy) {
        return Mono.zip(policies.active(), groups.rolesOfAdmins(), customRoles.list(0, Integer.MAX_VALUE))
                .map(found -> new PolicyReview(
                        found.getT1().stream()
                                .filter(active -> !active.policyId().equals(policy.id()))
                                .map(PolicyRules::read)
                                .toList(),
                        found.getT2().isEmpty() ? FIRST_ADMIN : found.getT2(),
                        with(found.getT3()),
                        clock.instant()));
    }

    private static Set<String> with(List<CustomRole> custom) {
        Set<String> roles = new HashSet<>(BUILT_IN);
        custom.forEach(role -> roles.add(role.name()));
        return roles;
    }

    private static boolean refused(List<PolicyFinding> findings) {
        return findings.stream().anyMatch(finding -> finding.kind().refuses());
    }
}
