package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.OpenLoginSession;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A login session.
 *
 * @param address where it was opened: an IPv4 address, or the first 64 bits of an IPv6 address in hex
 * @param deviceId the device that was named at login
 * @param lastUsedAt when it was opened or refreshed last
 * @param current whether the request was made in it
 */
record LoginSessionView(
        String id,
        Instant createdAt,
        Instant expiresAt,
        Instant lastUsedAt,
        @Nullable String address,
        @Nullable String deviceId,
        boolean current) {

    static LoginSessionView from(OpenLoginSession open, String currentId) {
        var loginSession = open.loginSession();
        return new LoginSessionView(
                loginSession.id(),
                loginSession.authenticatedAt(),
                loginSession.expiresAt(),
                open.lastUsedAt(),
                open.address(),
                open.loginSession().deviceId(),
                loginSession.id().equals(currentId));
    }
}
