package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.idempotency.IdempotentRequest;
import dev.steward.kit.security.Caller;
import dev.steward.kit.web.IfMatch;
import dev.steward.kit.web.Page;
import dev.steward.kit.web.PageQuery;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.kit.web.ValidBody;
import dev.steward.zerotrust.application.PolicyOutcome;
import dev.steward.zerotrust.application.PolicyService;
import dev.steward.zerotrust.domain.PolicyFinding;
import dev.steward.zerotrust.domain.PolicyState;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping(PolicyController.PATH)
class PolicyController {

    static final String PATH = "/api/v1/zero-trust/policies";

    private static final String STATES =
            Arrays.stream(PolicyState.values()).map(PolicyState::wireName).collect(Collectors.joining(", "));

    private final PolicyService policies;

    PolicyController(PolicyService policies) {
        this.policies = policies;
    }

    /**
     * Creates a policy as a draft, which decides nothing.
     *
     * @return 201 and the policy with its {@code ETag}, {@code Location} names it; 409 {@code conflict}: there are 10,000
     *     policies, the most there can be
     */
    @PostMapping
    Mono<ResponseEntity<PolicyView>> create(@ValidBody WritePolicy body, IdempotentRequest request) {
        return request.answer(Caller.current()
                .flatMap(caller -> policies.create(body.rules(), caller.userId()))
                .map(outcome -> PolicyView.created(done(outcome).policy())));
    }

    /**
     * Lists policies, newest first.
     *
     * @param state {@code draft}, {@code dry_run}, {@code active} or {@code inactive}: only those
     */
    @GetMapping
    Mono<Page<PolicyView>> list(PageQuery page, @RequestParam(required = false) @Nullable String state) {
        PolicyState wanted = state == null
                ? null
                : PolicyState.parse(state).orElseThrow(() -> Problem.invalid("state", "must be one of " + STATES));
        return Mono.zip(policies.list(wanted, page.offset(), page.pageSize()), policies.count(wanted))
                .map(found -> Page.of(found.getT1(), page, found.getT2()).map(PolicyView::from));
    }

    /**
     * Shows a policy and what its latest version says.
     *
     * @return 200 and the policy with its {@code ETag}
     */
    @GetMapping("/{id}")
    Mono<ResponseEntity<PolicyView>> get(@PathVariable String id) {
        return policies.find(id)
                .map(policy -> PolicyView.tagged(policy, List.of()))
                .switchIfEmpty(Mono.error(PolicyController::noSuchPolicy));
    }

    /**
     * Writes a further version of a policy. It is a draft: the version that decides goes on to.
     *
     * @return 200 and the policy with its {@code ETag}
     */
    @PutMapping("/{id}")
    Mono<ResponseEntity<PolicyView>> rewrite(@PathVariable String id, IfMatch meant, @ValidBody WritePolicy body) {
        return Caller.current()
                .flatMap(caller -> policies.rewrite(id, meant::covers, body.rules(), caller.userId()))
                .map(PolicyController::answer);
    }

    /** Lists the versions of a policy, newest first. */
    @GetMapping("/{id}/versions")
    Mono<Page<PolicyVersionView>> versions(@PathVariable String id, PageQuery page) {
        return policies.find(id)
                .flatMap(policy -> policies.versions(id, page.offset(), page.pageSize())
                        .map(found -> Page.of(found, page, policy.latestVersion())))
                .map(found -> found.map(PolicyVersionView::from))
                .switchIfEmpty(Mono.error(PolicyController::noSuchPolicy));
    }

    static ResponseEntity<PolicyView> answer(PolicyOutcome outcome) {
        PolicyOutcome.Done done = done(outcome);
        return PolicyView.tagged(done.policy(), done.warnings());
    }

    static PolicyOutcome.Done done(PolicyOutcome outcome) {
        return switch (outcome) {
            case PolicyOutcome.Done done -> done;
            case PolicyOutcome.TooMany _ ->
                throw conflict("There are " + PolicyService.MOST + " policies, the most there can be.");
            case PolicyOutcome.NoSuchPolicy _ -> throw noSuchPolicy();
            case PolicyOutcome.NoSuchVersion _ -> throw Problem.notFound("The policy has no such version.");
            case PolicyOutcome.Stale _ -> throw IfMatch.stale();
            case PolicyOutcome.NotTried _ -> throw conflict("The version was never in dry run.");
            case PolicyOutcome.NeverActive _ -> throw conflict("There is no such version that was active before.");
            case PolicyOutcome.NotInUse _ -> throw conflict("The policy is neither active nor in dry run.");
            case PolicyOutcome.Refused(var findings) -> throw refused(findings);
        };
    }

    private static Problem refused(List<PolicyFinding> findings) {
        String reasons = findings.stream()
                .filter(finding -> finding.kind().refuses())
                .map(PolicyFinding::message)
                .collect(Collectors.joining(" "));
        return conflict(reasons).member("findings", PolicyFindingView.of(findings));
    }

    private static Problem conflict(String detail) {
        return new Problem(ProblemCode.CONFLICT, detail);
    }

    private static Problem noSuchPolicy() {
        return Problem.notFound("There is no such policy.");
    }
}
