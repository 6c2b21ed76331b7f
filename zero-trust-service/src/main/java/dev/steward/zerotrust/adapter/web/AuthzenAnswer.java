package dev.steward.zerotrust.adapter.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steward.kit.policy.Decision.Outcome;
import dev.steward.kit.web.FieldProblem;
import dev.steward.zerotrust.domain.MadeDecision;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An AuthZEN access evaluation response; a challenge is no permission. */
record AuthzenAnswer(boolean decision, Why context) {

    private static final int BAD_REQUEST = 400;

    /**
     * Why.
     *
     * @param requiredAction what would make it another decision: {@code step-up}, {@code mfa} or {@code device-posture}
     * @param error what is wrong with one of several requests
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Why(
            @Nullable String reason,
            @Nullable String decisionId,
            @Nullable String policyId,
            @Nullable Integer policyVersion,
            @Nullable String requiredAction,
            @Nullable Fault error) {}

    /** What is wrong with one of several requests. */
    record Fault(int status, String message) {}

    static AuthzenAnswer from(MadeDecision made) {
        var why = VerifyView.Evaluation.from(made.answer());
        return new AuthzenAnswer(
                made.outcome() == Outcome.ALLOW,
                new Why(why.reason(), made.id(), why.policyId(), why.version(), why.requiredAction(), null));
    }

    static AuthzenAnswer unknownSubject() {
        return new AuthzenAnswer(false, new Why("unknown-subject-type", null, null, null, null, null));
    }

    static AuthzenAnswer invalid(List<FieldProblem> problems) {
        String message = problems.stream()
                .map(problem -> problem.field() + " " + problem.message())
                .collect(Collectors.joining("; "));
        return new AuthzenAnswer(false, new Why(null, null, null, null, null, new Fault(BAD_REQUEST, message)));
    }
}
