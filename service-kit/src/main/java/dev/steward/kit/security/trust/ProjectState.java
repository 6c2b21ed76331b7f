package dev.steward.kit.security.trust;

import java.util.Map;
import java.util.Optional;

/** A project as far as access to it is concerned. */
public record ProjectState(String id, String name, boolean archived, Map<String, String> members) {

    public ProjectState {
        members = Map.copyOf(members);
    }

    public Optional<String> roleOf(String userId) {
        return Optional.ofNullable(members.get(userId));
    }
}
