package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.score.TrustFacts;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a user that a trust score is made of.
 *
 * @param open the login session that was opened last, of those that go on; null when the user is not logged in
 * @param device what it was opened with, if that is a device of the user
 */
public record TrustIngredients(
        User user,
        @Nullable OpenLoginSession open,
        @Nullable Device device,
        TrustFacts facts) {}
