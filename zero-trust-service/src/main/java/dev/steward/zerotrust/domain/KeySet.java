package dev.steward.zerotrust.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The key that signs, and every other key whose signatures count: the one that signs next, and those that signed before
 * and whose tokens are still good.
 */
public record KeySet(SigningKey active, List<SigningKey> others) {

    public KeySet {
        others = List.copyOf(others);
    }

    /** All of them, the active one first. */
    public List<SigningKey> published() {
        List<SigningKey> all = new ArrayList<>(others.size() + 1);
        all.add(active);
        all.addAll(others);
        return all;
    }

    public Optional<SigningKey> find(String keyId) {
        return published().stream().filter(key -> key.keyId().equals(keyId)).findFirst();
    }
}
