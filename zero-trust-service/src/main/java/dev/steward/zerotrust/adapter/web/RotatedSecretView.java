package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.idempotency.OneTimeSecret;
import dev.steward.zerotrust.application.ServiceAccountService.Rotation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A client secret that took the place of another.
 *
 * @param clientSecret shown once
 * @param previousSecretValidUntil until when the one before is good too
 */
record RotatedSecretView(
        String clientId,
        @Nullable @OneTimeSecret String clientSecret,
        boolean secretAvailable,
        Instant previousSecretValidUntil) {

    static RotatedSecretView from(String id, Rotation rotation) {
        return new RotatedSecretView(id, rotation.secret().value(), true, rotation.previousUntil());
    }

    @Override
    public String toString() {
        return "RotatedSecretView[" + clientId + "]";
    }
}
