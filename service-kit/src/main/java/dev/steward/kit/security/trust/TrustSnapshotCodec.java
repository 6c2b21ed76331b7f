package dev.steward.kit.security.trust;

import dev.steward.events.EventTypes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
        return json.writeValueAsBytes(new Content(snapshot.offsets(), entries));
    }

    TrustSnapshot read(Instant confirmedAt, byte[] bytes) {
        Content content = json.readValue(bytes, Content.class);
        List<TrustEntry> entries = content.entries().stream()
                .flatMap(entry -> EventTypes.byName(entry.type()).stream()
                        .map(type -> new TrustEntry(
                                entry.key(), entry.sequence(), json.treeToValue(entry.data(), type.record()))))
                .toList();
        return new TrustSnapshot(confirmedAt, content.offsets(), entries);
    }

    private record Content(Map<Integer, Long> offsets, List<StoredEntry> entries) {}

    private record StoredEntry(String key, long sequence, String type, JsonNode data) {}
}
