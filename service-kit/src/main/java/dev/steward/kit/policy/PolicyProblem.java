package dev.steward.kit.policy;

/**
 * One thing that is wrong with a policy.
 *
 * @param field as it is on the wire, such as {@code conditions.networks[1]}
 */
public record PolicyProblem(String field, String message) {}
