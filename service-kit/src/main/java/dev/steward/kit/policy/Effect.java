package dev.steward.kit.policy;

/** What a policy that applies does. */
public enum Effect {
    ALLOW,
    DENY
}
