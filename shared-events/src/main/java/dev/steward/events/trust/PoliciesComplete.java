package dev.steward.events.trust;

import java.time.Instant;

/** Compacted: the policies published before this marker are all that are active as of its time. */
public record PoliciesComplete(int policies, Instant completedAt) implements TrustEvent {

    public PoliciesComplete {}
}
