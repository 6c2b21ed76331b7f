package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.TrustLevel;
import dev.steward.kit.policy.score.TrustScorer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Turns what is known of a user into a score, and tells when to look again. */
public record TrustScoring(TrustScorer scorer) {

    private static final Duration STEP = Duration.ofMinutes(1);

    /** At least this often, for what changes without anybody saying so. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final double WHOLE = 100;

    public TrustAssessment of(TrustIngredients known, Instant at) {
        return new TrustAssessment(known, scorer.of(known.facts(), at), at);
    }

    /**
     * When the level will be another if nothing happens until then, to the minute; before an hour is over and while the
     * login session goes on. Null when time changes nothing that anybody waits for: nobody is logged in, and nothing heals.
     */
    public @Nullable Instant nextLook(TrustAssessment last) {
        TrustIngredients known = last.known();
        if (known.open() == null
                && last.parts().history().at(last.at(), scorer.settings().user()) >= WHOLE) {
            return null;
        }
        TrustLevel level = last.score().level();
        Instant end = end(known.open(), last.at().plus(LONGEST));
        for (Instant at = last.at().plus(STEP); at.isBefore(end); at = at.plus(STEP)) {
            if (of(known, at).score().level() != level) {
                return at;
            }
        }
        return end;
    }

    private static Instant end(@Nullable OpenLoginSession open, Instant latest) {
        if (open == null) {
            return latest;
        }
        Instant expiry = open.loginSession().expiresAt();
        return expiry.isBefore(latest) ? expiry : latest;
    }
}
