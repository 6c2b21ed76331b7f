package dev.steward.zerotrust.application;

import dev.steward.events.UuidV7;
import dev.steward.kit.policy.DecisionRequest;
import dev.steward.kit.policy.PlatformResource;
import dev.steward.kit.policy.PolicySet;
import dev.steward.zerotrust.domain.AccessQuestion;
import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.AuditOutcome;
import dev.steward.zerotrust.domain.DecisionAnswer;
import dev.steward.zerotrust.domain.DecisionAnswer.Reason;
import dev.steward.zerotrust.domain.DecisionFacts;
import dev.steward.zerotrust.domain.MadeDecision;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.RequestEvidence;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserFilter;
import dev.steward.zerotrust.domain.Username;
import dev.steward.zerotrust.port.AccessRights;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.DecisionRecords;
import dev.steward.zerotrust.port.DryRuns;
import dev.steward.zerotrust.port.GroupRepository;
import dev.steward.zerotrust.port.ProjectRepository;
import dev.steward.zerotrust.port.RequestTrust;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Decides about others for whoever asks. About the suite's own resources the roles have to permit it too, as every service
 * decides for itself; anything else is denied unless a policy allows it.
 */
public class DecisionService {

    private final UserRepository users;
    private final ProjectRepository projects;
    private final GroupRepository groups;
    private final AccessRights rights;
    private final RequestTrust trust;
    private final PolicySets policies;
    private final DryRuns dryRuns;
    private final DecisionRecords records;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public DecisionService(
            UserRepository users,
            ProjectRepository projects,
            GroupRepository groups,
            AccessRights rights,
            RequestTrust trust,
            PolicySets policies,
            DryRuns dryRuns,
            DecisionRecords records,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        this.users = users;
        this.projects = projects;
        this.groups = groups;
        this.rights = rights;
        this.trust = trust;
        this.policies = policies;
        this.dryRuns = dryRuns;
        this.records = records;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The decision is kept and audited before it is answered. */
    public Mono<MadeDecision> decide(AccessQuestion question) {
        return consider(question).flatMap(considered -> policies.current().flatMap(current -> {
            MadeDecision made = considered.by(current.active());
            PolicySet tried = current.tried();
            MadeDecision would = tried == null ? made : considered.by(tried);
            if (would.outcome() != made.outcome()) {
                dryRuns.wouldChange(made, would);
            }
            return records.add(made)
                    .then(audit.record(entry(made)))
                    .as(transaction::transactional)
                    .thenReturn(made);
        }));
    }

    private static AuditEntry entry(MadeDecision made) {
        AccessQuestion question = made.question();
        DecisionAnswer answer = made.answer();
        Map<String, Object> detail = new TreeMap<>(Map.of(
                "user_id", question.userId(),
                "resource", question.resource(),
                "action", question.action(),
                "reason", answer.reason(),
                "trust_score", made.score().overall()));
        if (answer.policy() != null) {
            detail.put("policy_id", answer.policy().policyId());
            detail.put("policy_version", answer.policy().version());
        }
        if (answer.requiredAction() != null) {
            detail.put("required_action", answer.requiredAction().code());
        }
        AuditOutcome outcome =
                switch (made.outcome()) {
                    case ALLOW -> AuditOutcome.ALLOW;
                    case DENY -> AuditOutcome.DENY;
                    case CHALLENGE -> AuditOutcome.CHALLENGE;
                };
        @Nullable
        String project = PlatformResource.parse(question.resource())
                .filter(PlatformResource::hasProject)
                .map(PlatformResource::project)
                .orElse(null);
        return new AuditEntry("access.decided", outcome, null, "decision", made.id(), project, detail);
    }

    /** A question of which all is known but what the policies say. */
    interface Considered {

        MadeDecision by(PolicySet policies);
    }

    /** A question that is being answered. */
    private record Case(String id, AccessQuestion question, Instant at) {

        Considered denied(Reason reason, RequestEvidence evidence) {
            return _ -> new MadeDecision(id, question, at, DecisionAnswer.deny(reason), evidence.score(), null);
        }

        Considered of(Set<String> roles, @Nullable Boolean permitted, RequestEvidence evidence) {
            var facts = new DecisionFacts(request(roles, evidence), permitted);
            return policies -> new MadeDecision(id, question, at, facts.by(policies), evidence.score(), facts);
        }

        private DecisionRequest request(Set<String> roles, RequestEvidence evidence) {
            return new DecisionRequest(
                    roles,
                    question.resource(),
                    question.action(),
                    evidence.score().level(),
                    evidence.mfa(),
                    evidence.compliance(),
                    evidence.postureAge(),
                    question.origin().address(),
                    evidence.location(),
                    at);
        }
    }

    Mono<Considered> consider(AccessQuestion question) {
        return Mono.defer(() -> {
            Case open = new Case(UuidV7.next(clock), question, clock.instant());
            return user(question.userId())
                    .flatMap(user -> trust.of(user, question.origin(), open.at())
                            .flatMap(evidence -> consider(open, user, evidence)))
                    .switchIfEmpty(Mono.fromSupplier(() -> open.denied(Reason.UNKNOWN_USER, RequestEvidence.NONE)));
        });
    }

    private Mono<User> user(String idOrName) {
        return users.find(idOrName).switchIfEmpty(Mono.defer(() -> Mono.justOrEmpty(Username.parse(idOrName))
                .flatMap(name -> users.list(new UserFilter(name, null, null), 0, 1))
                .flatMap(found -> Mono.justOrEmpty(found.stream().findFirst()))));
    }

    private Mono<Considered> consider(Case open, User user, RequestEvidence evidence) {
        if (user.disabled()) {
            return Mono.just(open.denied(Reason.USER_DISABLED, evidence));
        }
        return groups.allRolesOf(user)
                .flatMap(everywhere -> PlatformResource.parse(open.question().resource())
                        .map(resource -> consider(open, user, everywhere, resource, evidence))
                        .orElseGet(() -> Mono.just(open.of(everywhere, null, evidence))));
    }

    private Mono<Considered> consider(
            Case open, User user, Set<String> everywhere, PlatformResource resource, RequestEvidence evidence) {
        if (!resource.hasProject()) {
            return Mono.just(consider(open, everywhere, null, resource, evidence));
        }
        return Mono.justOrEmpty(ProjectId.parse(resource.project()))
                .flatMap(projects::find)
                .map(project -> consider(open, everywhere, project.roles().get(user.id()), resource, evidence))
                .switchIfEmpty(Mono.fromSupplier(() -> open.denied(Reason.NO_SUCH_PROJECT, evidence)));
    }

    private Considered consider(
            Case open,
            Set<String> everywhere,
            @Nullable Role inProject,
            PlatformResource resource,
            RequestEvidence evidence) {
        @Nullable String name = inProject == null ? null : inProject.wireName();
        Set<String> all = new HashSet<>(everywhere);
        if (name != null) {
            all.add(name);
        }
        return open.of(
                all,
                rights.permit(
                        everywhere, name, resource.permission(open.question().action())),
                evidence);
    }
}
