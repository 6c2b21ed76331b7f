package dev.steward.kit.policy.score;

import java.time.Instant;

/** A place a user logged in at lately, and when for the first and the last time. */
public record KnownPlace(Place place, Instant firstSeenAt, Instant lastSeenAt) {}
