package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.score.History;
import dev.steward.kit.policy.score.UsualHours;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a user that a trust score is made of.
 *
 * @param presence null when the user is not logged in
 */
public record TrustIngredients(User user, @Nullable Presence presence, History history, UsualHours usualHours) {}
