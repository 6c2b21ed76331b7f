package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.TrustAssessment;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a user is trusted.
 *
 * @param loginSessionId the login session it is about; null when the user is not logged in
 * @param overallScore from 0 to 100, of the parts with their weights
 * @param terms what each part is added up from
 */
record TrustAssessmentView(
        String userId,
        @Nullable String loginSessionId,
        BigDecimal overallScore,
        String trustLevel,
        Breakdown breakdown,
        Terms terms,
        Instant evaluatedAt) {

    /** The parts of the score, each from 0 to 100. */
    record Breakdown(double deviceTrust, double userTrust, double contextTrust) {}

    /** The terms of the parts. */
    record Terms(List<TrustTermView> deviceTrust, List<TrustTermView> userTrust, List<TrustTermView> contextTrust) {}

    static TrustAssessmentView from(TrustAssessment assessment) {
        var score = assessment.score();
        var sources = new TrustTermSources(assessment);
        var open = assessment.known().open();
        var parts = assessment.parts();
        return new TrustAssessmentView(
                assessment.known().user().id(),
                open == null ? null : open.loginSession().id(),
                score.overall(),
                score.level().code(),
                new Breakdown(
                        TrustTermView.shown(score.deviceTrust()),
                        TrustTermView.shown(score.userTrust()),
                        TrustTermView.shown(score.contextTrust())),
                new Terms(
                        TrustTermView.list(parts.device(), sources::ofDevice),
                        TrustTermView.list(parts.user(), sources::ofUser),
                        TrustTermView.list(parts.context(), sources::ofContext)),
                assessment.at());
    }
}
