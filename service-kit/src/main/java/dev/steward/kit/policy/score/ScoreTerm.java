package dev.steward.kit.policy.score;

/**
 * One reason why a score is what it is.
 *
 * @param points what it adds, or takes away when negative
 */
public record ScoreTerm(String name, double points) {}
