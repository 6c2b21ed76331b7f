package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.Decision.Outcome;
import java.time.Instant;

/**
 * A decision that was made, as far as it can be made again.
 *
 * @param userId the id or the name that was asked about
 */
public record RecordedDecision(String id, Instant at, String userId, Outcome outcome, DecisionFacts facts) {}
