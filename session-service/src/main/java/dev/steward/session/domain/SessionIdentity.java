package dev.steward.session.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What never changes about a session.
 *
 * @param tokenHash SHA-256 in hexadecimal of the token that opens this session only; null when it has none
 */
public record SessionIdentity(
        String id,
        String projectId,
        String userId,
        String runtime,
        SessionSpec spec,
        @Nullable String tokenHash,
        Instant createdAt) {}
