package dev.steward.events.trust;

import dev.steward.events.Require;
import java.util.List;

/** A user exists; the aggregate is the user. */
public record UserCreated(String userId, String username, List<String> roles) implements TrustEvent {

    public UserCreated {
        Require.text(userId, "user_id");
        Require.text(username, "username");
        roles = List.copyOf(roles);
    }
}
