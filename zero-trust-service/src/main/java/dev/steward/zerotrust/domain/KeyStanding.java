package dev.steward.zerotrust.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a signing key is in its life.
 *
 * @param state {@code next}: published, signs from {@code activateAt} on; {@code active}: signs; {@code retired}: counts
 *     until {@code withdrawAt}, when its last token has expired
 */
public record KeyStanding(
        String keyId,
        String state,
        Instant createdAt,
        @Nullable Instant activateAt,
        @Nullable Instant withdrawAt) {}
