package dev.steward.kit.security.access;

import static java.util.Objects.requireNonNull;

import dev.steward.events.UuidV7;
import dev.steward.kit.policy.Decision;
import dev.steward.kit.policy.Decision.Outcome;
import dev.steward.kit.policy.Decision.PolicyVersion;
import dev.steward.kit.policy.Decision.Reason;
import dev.steward.kit.policy.Decision.RequiredAction;
import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.policy.PlatformResource;
import dev.steward.kit.policy.PolicySet;
import dev.steward.kit.security.trust.TrustUnavailableException;
import dev.steward.kit.web.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Decides in this process whether a request that roles permit passes the active policies too, and tells the journal of every
 * answer. Only policies that are about a request are asked, and only then is found out what is known of it; where none is,
 * the answer of the roles stands. Safe for concurrent use.
 */
public final class AccessDecider {

    private static final String ANY = "*";

    private final PolicySource policies;
    private final EvidenceSource evidence;
    private final AccessJournal journal;
    private final Clock clock;
    private final Map<Outcome, Counter> decisions = new EnumMap<>(Outcome.class);

    public AccessDecider(
            PolicySource policies, EvidenceSource evidence, AccessJournal journal, MeterRegistry meters, Clock clock) {
        this.policies = policies;
        this.evidence = evidence;
        this.journal = journal;
        this.clock = clock;
        for (Outcome outcome : Outcome.values()) {
            decisions.put(
                    outcome,
                    Counter.builder("steward.access.decisions")
                            .description("Requests that were let through or refused, by roles and policies together")
                            .tag("outcome", outcome.code())
                            .register(meters));
        }
    }

    /**
     * Completes for a request that passes, which counts as let through, and fails with the {@link Problem} to answer with
     * for any other.
     *
     * @param projectId null for what belongs to none
     * @param roleInProject the caller's, looked up only if a policy is about the request; empty for none
     */
    public Mono<Void> enforce(AccessRequest request, @Nullable String projectId, Mono<String> roleInProject) {
        return decide(request, request.resource(projectId), roleInProject).flatMap(decision -> {
            if (passes(decision)) {
                passed(request);
                return Mono.empty();
            }
            return refuse(request, projectId, decision);
        });
    }

    /**
     * For whoever does not know the project of a request that has one: fails for what policies deny in every project,
     * whatever role the caller has there. Anything else is left to whoever knows, and counts as nothing yet.
     */
    public Mono<Void> enforceInAnyProject(AccessRequest request) {
        return decide(request, request.resource(null).inSomeProject(), Mono.empty())
                .filter(decision -> decision.reason() == Reason.DENIED_BY_POLICY)
                .flatMap(decision -> refuse(request, null, decision));
    }

    /** Whether a request that is about things of all projects could be refused in some of them. */
    public Mono<Boolean> differsByProject(AccessRequest request) {
        PlatformResource resource = request.resource(null);
        List<String> inAny = List.of(PlatformResource.FIRST_SEGMENT, ANY, resource.collection(), resource.id());
        return active().map(active -> active.isAbout(inAny, request.action()));
    }

    /**
     * The projects whose things a list may show. Nobody is told of the others.
     *
     * @param roles the caller's by project; the empty text for none
     */
    public Mono<Set<String>> permitted(AccessRequest request, Map<String, String> roles) {
        return active().flatMap(active -> {
            Set<String> about = new HashSet<>(roles.keySet());
            about.removeIf(project -> !isAbout(active, request, request.resource(project)));
            return about.isEmpty()
                    ? Mono.just(roles.keySet())
                    : circumstances(request).map(known -> {
                        Set<String> permitted = new HashSet<>(roles.keySet());
                        about.stream()
                                .filter(project -> !passes(active.decide(
                                        known.ask(request.resource(project), roles.getOrDefault(project, "")))))
                                .forEach(permitted::remove);
                        return permitted;
                    });
        });
    }

    /** A request that nothing but a token was asked of, or that was decided in another way, counts as let through. */
    public void passed(AccessRequest request) {
        counter(Outcome.ALLOW).increment();
        journal.allowed(request.route());
    }

    /**
     * Tells the journal of what roles, scopes or memberships refused, and fails with the answer. It names the decision,
     * unless that would tell that there is something.
     */
    public <T> Mono<T> refuse(AccessRequest request, @Nullable String projectId, RoleRefusal reason, Problem answer) {
        AccessRefusal refusal =
                refusal(request, projectId, reason.outcome(), reason.code(), null, reason.requiredAction());
        return refuse(refusal, reason == RoleRefusal.NOT_A_MEMBER ? answer : named(answer, refusal));
    }

    private <T> Mono<T> refuse(AccessRequest request, @Nullable String projectId, Decision decision) {
        AccessRefusal refusal = refusal(
                request,
                projectId,
                decision.outcome(),
                decision.reason().code(),
                decision.policy(),
                decision.requiredAction());
        return refuse(refusal, named(PolicyAnswer.of(decision), refusal));
    }

    private <T> Mono<T> refuse(AccessRefusal refusal, Problem answer) {
        counter(refusal.outcome()).increment();
        return journal.refused(refusal).then(Mono.error(answer));
    }

    private AccessRefusal refusal(
            AccessRequest request,
            @Nullable String projectId,
            Outcome outcome,
            String reason,
            @Nullable PolicyVersion policy,
            @Nullable RequiredAction requiredAction) {
        InetAddress origin = request.origin();
        return new AccessRefusal(
                UuidV7.next(clock),
                request.caller(),
                request.route(),
                request.resource(projectId).toString(),
                request.action(),
                projectId,
                outcome,
                reason,
                policy,
                requiredAction,
                origin == null ? null : origin.getHostAddress(),
                clock.instant());
    }

    private static Problem named(Problem answer, AccessRefusal refusal) {
        Problem named = answer.member("decision_id", refusal.decisionId()).member("reason", refusal.reason());
        RequiredAction required = refusal.requiredAction();
        return required == null ? named : named.member("required_action", required.code());
    }

    private Mono<Decision> decide(AccessRequest request, PlatformResource resource, Mono<String> roleInProject) {
        return active().flatMap(active -> isAbout(active, request, resource)
                ? Mono.zip(circumstances(request), roleInProject.defaultIfEmpty(""))
                        .map(known -> active.decide(known.getT1().ask(resource, known.getT2())))
                : Mono.just(Decision.NO_POLICY));
    }

    private Mono<PolicySet> active() {
        return policies.active().onErrorMap(TrustUnavailableException.class, TrustUnavailableException::answer);
    }

    private static boolean isAbout(PolicySet active, AccessRequest request, PlatformResource resource) {
        return active.isAbout(resource.segments(), request.action());
    }

    private Mono<Circumstances> circumstances(AccessRequest request) {
        Instant now = clock.instant();
        InetAddress origin = request.origin();
        IpAddress from = origin == null ? null : IpAddress.of(origin);
        return evidence.of(request.caller(), from, now).map(known -> Circumstances.of(request, known, from, now));
    }

    private static boolean passes(Decision decision) {
        return decision.outcome() == Outcome.ALLOW || decision.noPolicyMatched();
    }

    private Counter counter(Outcome outcome) {
        return requireNonNull(decisions.get(outcome));
    }
}
