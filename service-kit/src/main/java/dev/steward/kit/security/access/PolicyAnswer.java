package dev.steward.kit.security.access;

import dev.steward.kit.policy.Decision;
import dev.steward.kit.policy.Decision.Outcome;
import dev.steward.kit.policy.Decision.RequiredAction;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import org.springframework.http.HttpHeaders;

/** What a caller is told of a deny or a challenge: not by which policy, which is for those who may read policies. */
final class PolicyAnswer {

    private PolicyAnswer() {}

    static Problem of(Decision decision) {
        RequiredAction required = decision.requiredAction();
        return decision.outcome() != Outcome.CHALLENGE || required == null
                ? new Problem(ProblemCode.FORBIDDEN, "The policies do not allow this.")
                : challenge(required);
    }

    /** As RFC 9470 says; what it has no parameter for is in {@code required_action}. */
    private static Problem challenge(RequiredAction required) {
        String detail =
                switch (required) {
                    case MFA -> "This needs a second factor.";
                    case DEVICE_POSTURE -> "This needs a newer posture of the device.";
                    case STEP_UP -> "This needs a higher level of trust.";
                };
        String challenge = "Bearer error=\"insufficient_user_authentication\", error_description=\"" + detail + "\"";
        return new Problem(ProblemCode.STEP_UP_REQUIRED, detail)
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        required == RequiredAction.MFA ? challenge + ", acr_values=\"aal2\"" : challenge);
    }
}
