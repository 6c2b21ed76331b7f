package dev.steward.zerotrust.domain;

import org.jspecify.annotations.Nullable;

/**
 * Where a login comes from.
 *
 * @param address as it is counted
 * @param deviceId the device it is made on, as the caller names it; null when none is named
 */
public record LoginOrigin(String address, @Nullable String deviceId) {

    public static LoginOrigin of(String address) {
        return new LoginOrigin(address, null);
    }

    /** The same place, with the device that was named before. */
    public LoginOrigin on(@Nullable String device) {
        return new LoginOrigin(address, device);
    }
}
