package dev.steward.zerotrust.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A secret that somebody proved themselves by.
 *
 * @param goodUntil of one that was rotated; null for one that was not
 */
public record PresentedSecret(SecretId id, @Nullable Instant goodUntil) {}
