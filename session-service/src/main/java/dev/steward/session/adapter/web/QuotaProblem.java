package dev.steward.session.adapter.web;

import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.session.application.QuotaExceededException;
import dev.steward.session.domain.Quota.Exceeded;
import java.util.Locale;

/** What is told to whoever wants more than a quota has left. */
final class QuotaProblem {

    private QuotaProblem() {}

    static Problem of(QuotaExceededException refused) {
        Exceeded exceeded = refused.exceeded();
        String scope = exceeded.scope().name().toLowerCase(Locale.ROOT);
        String detail = "The quota of the %s allows %s of %s; %s is used and %s more is wanted."
                .formatted(scope, exceeded.allowed(), exceeded.limit(), exceeded.used(), exceeded.wanted());
        return new Problem(ProblemCode.QUOTA_EXCEEDED, detail)
                .member("scope", scope)
                .member("limit", exceeded.limit())
                .member("allowed", exceeded.allowed())
                .member("used", exceeded.used());
    }
}
