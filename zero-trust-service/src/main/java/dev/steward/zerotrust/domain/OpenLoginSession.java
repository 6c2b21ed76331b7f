package dev.steward.zerotrust.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A login session that goes on, as its user sees it.
 *
 * @param address where it was opened, null when that was not kept
 * @param lastUsedAt when its tokens were issued last
 */
public record OpenLoginSession(
        LoginSession loginSession, @Nullable String address, Instant lastUsedAt) {}
