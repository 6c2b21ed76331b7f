package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.KeyStanding;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

record SigningKeyView(
        String id,
        String state,
        Instant createdAt,
        @Nullable Instant activateAt,
        @Nullable Instant withdrawAt) {

    static SigningKeyView from(KeyStanding key) {
        return new SigningKeyView(key.keyId(), key.state(), key.createdAt(), key.activateAt(), key.withdrawAt());
    }
}
