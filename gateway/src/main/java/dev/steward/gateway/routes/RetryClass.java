package dev.steward.gateway.routes;

/** Which calls of a route may be made again when they had no answer. */
public enum RetryClass {
    /** Those of idempotent methods and those that carry {@code Idempotency-Key}. */
    IF_IDEMPOTENT,
    /** None. */
    NEVER
}
