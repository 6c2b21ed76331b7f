package dev.steward.zerotrust.domain;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a login came from.
 *
 * @param address as it is counted
 * @param deviceId the device the caller names; null when none, or what cannot be one
 */
public record LoginOrigin(String address, @Nullable String deviceId) {

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    public LoginOrigin {
        deviceId = deviceId != null && UUID.matcher(deviceId).matches() ? deviceId : null;
    }

    public static LoginOrigin of(String address) {
        return new LoginOrigin(address, null);
    }
}
