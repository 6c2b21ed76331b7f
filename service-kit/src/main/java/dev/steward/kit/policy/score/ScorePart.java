package dev.steward.kit.policy.score;

import java.util.ArrayList;
import java.util.List;

/** A score from 0 to 100 and the terms that add up to it. */
public record ScorePart(List<ScoreTerm> terms) {

    private static final double MOST = 100;

    public ScorePart {
        terms = List.copyOf(terms);
    }

    /** With a term more when they would come to more than 100, or to less than nothing. */
    static ScorePart limited(List<ScoreTerm> terms) {
        double sum = sum(terms);
        double limited = Math.clamp(sum, 0, MOST);
        if (limited == sum) {
            return new ScorePart(terms);
        }
        var all = new ArrayList<>(terms);
        all.add(new ScoreTerm("limit", limited - sum));
        return new ScorePart(all);
    }

    /** Adding decimals may end a hair beside the limits. */
    public double score() {
        return Math.clamp(sum(terms), 0, MOST);
    }

    private static double sum(List<ScoreTerm> terms) {
        return terms.stream().mapToDouble(ScoreTerm::points).sum();
    }
}
