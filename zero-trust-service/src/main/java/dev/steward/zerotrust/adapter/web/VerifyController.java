package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.security.Caller;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.kit.web.ValidBody;
import dev.steward.zerotrust.application.DecisionService;
import dev.steward.zerotrust.domain.AccessQuestion;
import java.time.Clock;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/zero-trust/verify")
class VerifyController {

    private static final String ATTEST = "devices:attest";

    private final DecisionService decisions;
    private final Clock clock;

    VerifyController(DecisionService decisions, Clock clock) {
        this.decisions = decisions;
        this.clock = clock;
    }

    /**
     * Decides whether a user may do something. A challenge says what would satisfy it.
     *
     * @return 200 and the decision, which is deny for a user there is not; 403 {@code forbidden}: the caller may not ask for
     *     decisions, or names a posture and may not attest to one
     */
    @PostMapping
    Mono<VerifyView> verify(@ValidBody VerifyRequest body) {
        return question(body, clock).flatMap(decisions::decide).map(VerifyView::from);
    }

    /** Fails with a {@link Problem} if the caller names a posture and may not. */
    static Mono<AccessQuestion> question(VerifyRequest body, Clock clock) {
        return Caller.current()
                .filter(caller -> body.devicePosture() == null || caller.mayEverywhere(ATTEST))
                .map(_ -> body.at(clock.instant()))
                .switchIfEmpty(Mono.error(() ->
                        new Problem(ProblemCode.FORBIDDEN, "Only who may attest to devices can name a posture.")));
    }
}
