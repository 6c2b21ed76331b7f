package dev.steward.zerotrust.domain;

import dev.steward.events.trust.PolicyStateChanged;
import org.jspecify.annotations.Nullable;

/**
 * A policy as readers of policies know it.
 *
 * @param state absent when it is active no more
 */
public record PolicyEntry(
        String policyId, long sequence, @Nullable PolicyStateChanged state) {}
