package dev.steward.events.trust;

import java.time.Instant;

/** Compacted: everything published before this marker is the whole state as of its time. */
public record SnapshotComplete(int entries, Instant completedAt) implements TrustEvent {

    public SnapshotComplete {}
}
