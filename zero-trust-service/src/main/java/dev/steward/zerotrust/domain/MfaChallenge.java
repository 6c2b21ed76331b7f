package dev.steward.zerotrust.domain;

import org.jspecify.annotations.Nullable;

/**
 * A login whose password was right and that waits for its second factor.
 *
 * @param deviceId the device it is made on, as it was named and not looked at yet; null when none was
 */
public record MfaChallenge(String userId, @Nullable String deviceId) {}
