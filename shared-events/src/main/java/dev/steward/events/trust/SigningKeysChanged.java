package dev.steward.events.trust;

import java.util.List;
import java.util.Map;

/** Compacted: the public keys, as JSON Web Keys, that tokens may be signed with. */
public record SigningKeysChanged(List<Map<String, String>> keys) implements TrustEvent {

    public SigningKeysChanged {
        keys = keys.stream().map(Map::copyOf).toList();
    }
}
