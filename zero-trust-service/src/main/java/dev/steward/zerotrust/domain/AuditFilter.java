package dev.steward.zerotrust.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of the audit are asked for; null does not matter.
 *
 * @param actor the id of a user, or a name
 * @param subject the id of what it was done to
 * @param from at or after it
 * @param to before it
 */
public record AuditFilter(
        @Nullable String actor,
        @Nullable String action,
        @Nullable String subject,
        @Nullable String projectId,
        @Nullable AuditOutcome outcome,
        @Nullable Instant from,
        @Nullable Instant to) {}
