package dev.steward.kit.security.trust;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Trust state as it was known.
 *
 * @param confirmedAt when the broker last said that there was nothing newer
 * @param offsets the next offset to read, of each topic by partition
 */
record TrustSnapshot(Instant confirmedAt, Map<String, Map<Integer, Long>> offsets, List<TrustEntry> entries) {

    TrustSnapshot {
        offsets = Map.copyOf(offsets);
        entries = List.copyOf(entries);
    }

    /** One of an earlier release knows none, which is not that there are none. */
    boolean knowsPolicies() {
        return entries.stream().anyMatch(entry -> entry.key().equals(TrustState.POLICIES_COMPLETE));
    }
}
