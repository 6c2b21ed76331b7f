package dev.steward.zerotrust.application;

import dev.steward.events.UuidV7;
import dev.steward.kit.policy.Decision;
import dev.steward.kit.policy.Decision.Outcome;
import dev.steward.kit.policy.DecisionRequest;
import dev.steward.kit.policy.PolicySet;
import dev.steward.zerotrust.domain.AccessQuestion;
import dev.steward.zerotrust.domain.MadeDecision;
import dev.steward.zerotrust.domain.MadeDecision.Reason;
import dev.steward.zerotrust.domain.PlatformResource;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.RequestEvidence;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserFilter;
import dev.steward.zerotrust.domain.Username;
import dev.steward.zerotrust.port.AccessRights;
import dev.steward.zerotrust.port.DryRuns;
import dev.steward.zerotrust.port.ProjectRepository;
import dev.steward.zerotrust.port.RequestTrust;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Decides about others for whoever asks. About the suite's own resources the roles have to permit it too, as every service
 * decides for itself; anything else is denied unless a policy allows it.
 */
public class DecisionService {

    private final UserRepository users;
    private final ProjectRepository projects;
    private final AccessRights rights;
    private final RequestTrust trust;
    private final PolicySets policies;
    private final DryRuns dryRuns;
    private final Clock clock;

    public DecisionService(
            UserRepository users,
            ProjectRepository projects,
            AccessRights rights,
            RequestTrust trust,
            PolicySets policies,
            DryRuns dryRuns,
            Clock clock) {
        this.users = users;
        this.projects = projects;
        this.rights = rights;
        this.trust = trust;
        this.policies = policies;
        this.dryRuns = dryRuns;
        this.clock = clock;
    }

    public Mono<MadeDecision> decide(AccessQuestion question) {
        return Mono.defer(() -> {
            Case open = new Case(UuidV7.next(clock), question, clock.instant());
            return user(question.userId())
                    .flatMap(user -> decide(open, user))
                    .switchIfEmpty(Mono.fromSupplier(
                            () -> open.without(Outcome.DENY, Reason.UNKNOWN_USER, RequestEvidence.NONE)));
        });
    }

    /** A question that is being answered. */
    private record Case(String id, AccessQuestion question, Instant at) {

        MadeDecision without(Outcome outcome, Reason reason, RequestEvidence evidence) {
            return MadeDecision.without(id, question, outcome, reason, evidence.score());
        }

        MadeDecision with(Decision decision, RequestEvidence evidence) {
            return MadeDecision.of(id, question, decision, evidence.score());
        }

        DecisionRequest request(Set<String> roles, RequestEvidence evidence) {
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

    private Mono<User> user(String idOrName) {
        return users.find(idOrName).switchIfEmpty(Mono.defer(() -> Mono.justOrEmpty(Username.parse(idOrName))
                .flatMap(name -> users.list(new UserFilter(name, null, null), 0, 1))
                .flatMap(found -> Mono.justOrEmpty(found.stream().findFirst()))));
    }

    private Mono<MadeDecision> decide(Case open, User user) {
        return trust.of(user, open.question().origin(), open.at())
                .flatMap(evidence -> user.disabled()
                        ? Mono.just(open.without(Outcome.DENY, Reason.USER_DISABLED, evidence))
                        : decide(open, user, evidence));
    }

    private Mono<MadeDecision> decide(Case open, User user, RequestEvidence evidence) {
        Optional<PlatformResource> platform =
                PlatformResource.parse(open.question().resource());
        if (platform.isEmpty()) {
            return decide(open, Set.copyOf(user.roleNames()), null, evidence);
        }
        PlatformResource resource = platform.get();
        if (!resource.hasProject()) {
            return decide(open, user, null, resource, evidence);
        }
        return Mono.justOrEmpty(ProjectId.parse(resource.project()))
                .flatMap(projects::find)
                .map(project -> Optional.ofNullable(project.members().get(user.id())))
                .flatMap(role -> decide(open, user, role.orElse(null), resource, evidence))
                .switchIfEmpty(Mono.fromSupplier(() -> open.without(Outcome.DENY, Reason.NO_SUCH_PROJECT, evidence)));
    }

    private Mono<MadeDecision> decide(
            Case open, User user, @Nullable Role inProject, PlatformResource resource, RequestEvidence evidence) {
        Set<String> everywhere = Set.copyOf(user.roleNames());
        @Nullable String name = inProject == null ? null : inProject.wireName();
        Set<String> all = new HashSet<>(everywhere);
        if (name != null) {
            all.add(name);
        }
        boolean permitted = rights.permit(
                everywhere, name, resource.permission(open.question().action()));
        return decide(open, all, permitted, evidence);
    }

    /** Of a resource outside the suite no role permits or forbids anything. */
    private Mono<MadeDecision> decide(
            Case open, Set<String> roles, @Nullable Boolean permitted, RequestEvidence evidence) {
        DecisionRequest request = open.request(roles, evidence);
        return policies.current().map(current -> {
            MadeDecision made = made(open, current.active().decide(request), permitted, evidence);
            PolicySet tried = current.tried();
            if (tried != null) {
                Decision would = tried.decide(request);
                if (made(open, would, permitted, evidence).outcome() != made.outcome()) {
                    dryRuns.wouldChange(made, would);
                }
            }
            return made;
        });
    }

    private static MadeDecision made(
            Case open, Decision decision, @Nullable Boolean permitted, RequestEvidence evidence) {
        if (permitted == null || decision.reason() == Decision.Reason.DENIED_BY_POLICY) {
            return open.with(decision, evidence);
        }
        if (!permitted) {
            return open.without(Outcome.DENY, Reason.NOT_ALLOWED_BY_ROLE, evidence);
        }
        return decision.noPolicyMatched()
                ? open.without(Outcome.ALLOW, Reason.ALLOWED_BY_ROLE, evidence)
                : open.with(decision, evidence);
    }
}
