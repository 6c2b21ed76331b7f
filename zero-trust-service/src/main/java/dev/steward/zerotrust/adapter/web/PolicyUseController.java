package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.security.Caller;
import dev.steward.kit.web.ValidBody;
import dev.steward.zerotrust.application.PolicyActivation;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Lets policies decide, and no longer decide. */
@RestController
@RequestMapping(PolicyController.PATH + "/{id}")
class PolicyUseController {

    private final PolicyActivation activation;

    PolicyUseController(PolicyActivation activation) {
        this.activation = activation;
    }

    /**
     * Puts a version of a policy to dry run, the latest unless the body names one. Decisions say what they would have been
     * with it, and are as they are without it.
     *
     * @return 200 and the policy with its {@code ETag}, {@code warnings} say what an activation would be refused for or
     *     warned about; 404 {@code not-found}: there is no such policy or no such version
     */
    @PostMapping("/dry-run")
    Mono<ResponseEntity<PolicyView>> tryOut(@PathVariable String id, @ValidBody ChooseVersion body) {
        return activation.tryOut(id, body.version()).map(PolicyController::answer);
    }

    /**
     * Lets a version of a policy decide in the place of the one that does, the latest unless the body names one.
     *
     * @return 200 and the policy with its {@code ETag}, {@code warnings} name active policies of the opposite effect that
     *     it overlaps with and actions that nothing there has; 404 {@code not-found}: there is no such policy or no such
     *     version; 409 {@code conflict}: the version was never in dry run, cannot match, or would lock every admin out, as
     *     {@code findings} say
     */
    @PostMapping("/activate")
    Mono<ResponseEntity<PolicyView>> activate(@PathVariable String id, @ValidBody ChooseVersion body) {
        return Caller.current()
                .flatMap(caller -> activation.activate(id, body.version(), caller.userId()))
                .map(PolicyController::answer);
    }

    /**
     * Lets a version of a policy decide again that decided before, the last other one unless the body names one.
     *
     * @return 200 and the policy with its {@code ETag}, {@code warnings} as of an activation; 409 {@code conflict}: there is
     *     no such version that was active before, or it is refused as at an activation
     */
    @PostMapping("/roll-back")
    Mono<ResponseEntity<PolicyView>> rollBack(@PathVariable String id, @ValidBody ChooseVersion body) {
        return Caller.current()
                .flatMap(caller -> activation.rollBack(id, body.version(), caller.userId()))
                .map(PolicyController::answer);
    }

    /**
     * Ends that a policy decides or is in dry run.
     *
     * @return 200 and the policy with its {@code ETag}; 409 {@code conflict}: it neither decides nor is in dry run, or the
     *     policies that are left would lock every admin out
     */
    @PostMapping("/deactivate")
    Mono<ResponseEntity<PolicyView>> deactivate(@PathVariable String id) {
        return activation.deactivate(id).map(PolicyController::answer);
    }

    /**
     * Deletes a policy for good.
     *
     * @return 204 and nothing; 409 {@code conflict}: the policies that are left would lock every admin out
     */
    @DeleteMapping
    Mono<ResponseEntity<Void>> delete(@PathVariable String id) {
        return activation.delete(id).map(outcome -> {
            PolicyController.done(outcome);
            return ResponseEntity.noContent().build();
        });
    }
}
