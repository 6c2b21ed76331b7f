package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.policy.score.Posture;
import org.jspecify.annotations.Nullable;

/**
 * From where a request comes, as far as whoever asks about it says.
 *
 * @param attested a posture that counts in the place of what the device said itself
 * @param location a name that conditions of policies may have
 * @param loginSessionId whose second factor counts; the newest of the user unless told
 */
public record RequestOrigin(
        @Nullable String deviceId,
        @Nullable Posture attested,
        @Nullable IpAddress address,
        @Nullable String location,
        @Nullable String loginSessionId) {

    public static final RequestOrigin UNKNOWN = new RequestOrigin(null, null, null, null, null);
}
