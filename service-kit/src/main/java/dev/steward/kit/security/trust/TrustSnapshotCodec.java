package dev.steward.kit.security.trust;

import dev.steward.events.EventTypes;
import dev.steward.events.Topics;
import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.kit.policy.PolicyReader;
import dev.steward.kit.policy.PolicyReading;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Snapshots as JSON; entries carry their wire type, so that a newer release reads what an older one saved. */
final class TrustSnapshotCodec {

    private final JsonMapper json;

    /** Wants a mapper that ignores unknown fields. */
    TrustSnapshotCodec(JsonMapper json) {
        this.json = json;
    }

    byte[] write(TrustSnapshot snapshot) {
        List<StoredEntry> entries = snapshot.entries().stream()
                .map(entry -> new StoredEntry(
                        entry.key(),
                        entry.sequence(),
                        EventTypes.of(entry.event().getClass()).name(),
                        json.valueToTree(entry.event())))
                .toList();
        Map<String, Map<Integer, Long>> offsets = new HashMap<>(snapshot.offsets());
        Map<Integer, Long> state = offsets.remove(Topics.TRUST_STATE);
        return json.writeValueAsBytes(new Content(state == null ? Map.of() : state, offsets, entries));
    }

    /** Leaves out what this release does not know; fails for a policy that it cannot read, for that may be one that denies. */
    TrustSnapshot read(Instant confirmedAt, byte[] bytes) {
        Content content = json.readValue(bytes, Content.class);
        List<TrustEntry> entries = content.entries().stream()
                .flatMap(entry -> entry(entry).stream())
                .toList();
        Map<String, Map<Integer, Long>> offsets = new HashMap<>();
        if (content.furtherOffsets() != null) {
            offsets.putAll(content.furtherOffsets());
        }
        offsets.put(Topics.TRUST_STATE, content.offsets());
        return new TrustSnapshot(confirmedAt, offsets, entries);
    }

    private Optional<TrustEntry> entry(StoredEntry stored) {
        Optional<TrustEntry> entry = EventTypes.byName(stored.type())
                .map(type -> new TrustEntry(
                        stored.key(), stored.sequence(), json.treeToValue(stored.data(), type.record())));
        boolean readable = entry.isPresent()
                && !(entry.get().event() instanceof PolicyStateChanged policy
                        && PolicyReader.read(policy) instanceof PolicyReading.Refused);
        if (!readable && stored.key().startsWith(TrustRecords.POLICY)) {
            throw new IllegalStateException("the policy " + stored.key() + " of the snapshot cannot be read");
        }
        return entry;
    }

    /**
     * As it is stored.
     *
     * @param offsets of {@code trust.state}, which was the only topic once
     * @param furtherOffsets of other topics
     */
    private record Content(
            Map<Integer, Long> offsets,
            @Nullable Map<String, Map<Integer, Long>> furtherOffsets,
            List<StoredEntry> entries) {}

    private record StoredEntry(String key, long sequence, String type, JsonNode data) {}
}
