package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.policy.score.ScorePart;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One term of a score.
 *
 * @param value the points it adds, or takes when negative
 * @param source what it came from
 */
record TrustTermView(String name, double value, String source) {

    private static final double PLACES = 10_000;

    static List<TrustTermView> list(ScorePart part, UnaryOperator<String> source) {
        return part.terms().stream()
                .map(term -> new TrustTermView(term.name(), shown(term.points()), source.apply(term.name())))
                .toList();
    }

    /** Without the digits that come of adding decimals. */
    static double shown(double points) {
        return Math.round(points * PLACES) / PLACES;
    }
}
