package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.security.SecurityProperties;
import dev.steward.kit.web.FieldProblems;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ValidBody;
import dev.steward.zerotrust.application.DecisionService;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The decisions of this service in the words of the OpenID AuthZEN Authorization API 1.0. */
@RestController
class AuthzenController {

    static final String EVALUATION = "/access/v1/evaluation";
    static final String EVALUATIONS = "/access/v1/evaluations";

    private static final Duration METADATA_AGE = Duration.ofHours(1);

    private final DecisionService decisions;
    private final AuthzenMetadata metadata;

    AuthzenController(DecisionService decisions, SecurityProperties security) {
        this.decisions = decisions;
        metadata = AuthzenMetadata.at(security.issuer());
    }

    /**
     * Decides one access evaluation request.
     *
     * @return 200 and the decision, which is false for a challenge; 400 {@code validation-failed}: something required is
     *     missing, or not what it should be
     */
    @PostMapping(EVALUATION)
    Mono<AuthzenAnswer> evaluate(@ValidBody(foreign = true) AuthzenEvaluation body) {
        return single(body);
    }

    /**
     * Decides several access evaluation requests, or one.
     *
     * @return 200 and the decisions in the order of the requests, as many as {@code options.evaluations_semantic} asks for;
     *     what is wrong with one of them is told with its decision, which is false
     */
    @PostMapping(EVALUATIONS)
    Mono<AuthzenAnswers> evaluateAll(@ValidBody(foreign = true) AuthzenEvaluations body) {
        if (body.isSingle()) {
            return single(body.common()).map(AuthzenAnswers::of);
        }
        return Flux.fromIterable(body.all())
                .concatMap(this::oneOfSeveral)
                .takeUntil(answer -> body.semantic().endsWith(answer.decision()))
                .collectList()
                .map(AuthzenAnswers::of);
    }

    /** Shows where decisions are made. */
    @GetMapping("/.well-known/authzen-configuration")
    ResponseEntity<AuthzenMetadata> metadata() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(METADATA_AGE).cachePublic())
                .body(metadata);
    }

    private Mono<AuthzenAnswer> single(AuthzenEvaluation evaluation) {
        var problems = new FieldProblems();
        return Mono.justOrEmpty(evaluation.question(problems))
                .switchIfEmpty(Mono.error(() -> Problem.invalid(problems.found())))
                .flatMap(question -> evaluation.isAboutAUser()
                        ? decisions.decide(question).map(AuthzenAnswer::from)
                        : Mono.just(AuthzenAnswer.unknownSubject()));
    }

    private Mono<AuthzenAnswer> oneOfSeveral(AuthzenEvaluation evaluation) {
        return single(evaluation)
                .onErrorResume(Problem.class, problem -> Mono.just(AuthzenAnswer.invalid(problem.errors())));
    }
}
