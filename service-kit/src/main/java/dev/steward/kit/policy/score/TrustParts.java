package dev.steward.kit.policy.score;

import dev.steward.kit.policy.TrustScore;
import org.jspecify.annotations.Nullable;

/**
 * A trust score term by term, and what was not among the facts.
 *
 * @param history clean when nothing is known of it
 * @param usualHours those of everybody when the user did not say
 * @param place where the user is; null when no file tells
 */
public record TrustParts(
        ScorePart device,
        ScorePart user,
        ScorePart context,
        History history,
        UsualHours usualHours,
        @Nullable Place place) {

    public TrustScore score() {
        return new TrustScore(device.score(), user.score(), context.score());
    }
}
