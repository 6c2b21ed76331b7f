package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.policy.Policy;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ValidBody;
import dev.steward.zerotrust.application.PolicyService;
import dev.steward.zerotrust.application.PolicySimulation;
import dev.steward.zerotrust.application.PolicySimulation.Simulation;
import java.time.Clock;
import java.time.Duration;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping(PolicyController.PATH + "/simulate")
class SimulationController {

    /** That of a policy that is not stored; it sorts behind all that are. */
    private static final String UNSTORED = "simulated";

    private final PolicyService policies;
    private final PolicySimulation simulation;
    private final Clock clock;

    SimulationController(PolicyService policies, PolicySimulation simulation, Clock clock) {
        this.policies = policies;
        this.simulation = simulation;
        this.clock = clock;
    }

    /**
     * Says what would be decided if a policy were active, in the place of what it says now: about one request, or about
     * those of the last days, as they were judged then. Nothing is decided or kept.
     *
     * @return 200 and what would be others; 403 {@code forbidden}: the request names a posture and the caller may not attest
     *     to one; 404 {@code not-found}: there is no such policy or no such version
     */
    @PostMapping
    Mono<SimulationView> simulate(@ValidBody SimulatePolicy body) {
        return candidate(body).flatMap(policy -> simulate(body, policy)).map(SimulationView::from);
    }

    private Mono<Simulation> simulate(SimulatePolicy body, Policy candidate) {
        VerifyRequest request = body.request();
        if (request == null) {
            return simulation.simulate(Duration.ofDays(body.days() == null ? 1 : body.days()), candidate);
        }
        return VerifyController.question(request, clock).flatMap(asked -> simulation.simulate(asked, candidate));
    }

    private Mono<Policy> candidate(SimulatePolicy body) {
        WritePolicy policy = body.policy();
        return policy == null
                ? policies.version(String.valueOf(body.policyId()), body.version())
                        .map(version -> version.rules().policy(String.valueOf(body.policyId()), version.number()))
                        .switchIfEmpty(
                                Mono.error(() -> Problem.notFound("There is no such policy or no such version.")))
                : Mono.just(policy.rules().policy(UNSTORED, 1));
    }
}
