package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.ClientAddress;
import dev.steward.zerotrust.domain.LoginOrigin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed, whatever it is: a name or a password that cannot exist is answered like a wrong one.
 *
 * @param deviceId the device the login is made on, one the user has registered
 * @param mfaCode the second factor, for users who have one
 */
record LoginRequest(
        @NotNull @Size(max = LONGEST) String username,
        @NotNull @Size(max = LONGEST) String password,
        @Nullable @Size(max = LONGEST_ID) String deviceId,
        @Nullable @Size(max = MfaCode.LONGEST) String mfaCode) {

    private static final int LONGEST = 1_024;
    private static final int LONGEST_ID = 128;

    LoginOrigin origin(ClientAddress address) {
        return new LoginOrigin(address.key(), deviceId);
    }

    @Override
    public String toString() {
        return "LoginRequest[redacted]";
    }
}
